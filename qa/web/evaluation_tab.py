"""The tab that evaluates the library with a question file."""

import shutil
from dataclasses import replace
from html import escape as html_escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.errors import QaError
from qa.library import Library
from qa.web.english import in_language
from qa.web.escaping import escape
from qa.web.events import EVALUATING, QUIET, Updates
from qa.web.gradio_fixes.upload_limit import is_placeholder
from qa.web.labels import Labels
from qa.web.page_part import PagePart
from qa.web.rendering import render_error, render_failure
from qa.web.texts import ZH, Texts

if TYPE_CHECKING:
    from qa.evaluation import QuestionSet

_FOLDER = "questions"
_PROGRESS = gr.Progress()
"""an argument with this default value gets a progress object from Gradio"""


class EvaluationTab(PagePart):
    """The components of the evaluation and their events."""

    def _make_components(self, labels: Labels) -> None:
        self._folder = self._service.folder / _FOLDER
        self._upload = labels.add(
            gr.File(label=ZH.question_file, elem_id="question-file", height=120), label="question_file"
        )
        with gr.Row(elem_id="evaluation-row"):
            self.question_files = labels.add(
                gr.Dropdown(self._names(), label=ZH.stored_questions, value=None, elem_id="stored-questions"),
                label="stored_questions",
            )
            start = labels.add(
                gr.Button(ZH.evaluate, variant="primary", scale=0, min_width=120, elem_id="evaluate"), value="evaluate"
            )
        report = gr.HTML(elem_id="evaluation")
        self._upload.upload(self._store_question_file, self._upload, [self._upload, self.question_files], **QUIET)
        start.click(self._evaluate, self.question_files, report, **EVALUATING)

    def _names(self) -> list[str]:
        return sorted(file.name for file in self._folder.glob("*") if file.is_file())

    def refreshed(self) -> dict[str, Any]:
        """Return an update of the list of question files, because other pages may have added some."""
        return gr.update(choices=self._names())

    def _store_question_file(self, file: str, request: gr.Request) -> Updates:
        """Copy an uploaded question file into the library's folder and select it; warn if it cannot be stored."""
        source, texts = Path(file), self._sessions.of(request).texts
        if is_placeholder(source):
            limit = self._service.library.settings.file_bytes // 1_000_000
            return self._not_stored(texts.too_large.format(source.name, limit), texts)
        try:
            self._folder.mkdir(exist_ok=True)
            shutil.copyfile(source, self._folder / source.name)
        except OSError:
            return self._not_stored(texts.not_stored.format(source.name), texts)
        return {self._upload: None, self.question_files: gr.update(choices=self._names(), value=source.name)}

    def _not_stored(self, reason: str, texts: Texts) -> Updates:
        gr.Warning(escape(reason), title=texts.notice)
        return {self._upload: None, self.question_files: self.refreshed()}

    def _evaluate(self, name: str | None, request: gr.Request, progress: gr.Progress = _PROGRESS) -> str:
        texts = self._sessions.of(request).texts
        if name not in self._names():
            return render_error(texts.no_question_file)
        self._service.wait(None)
        try:
            page = self._report(self._folder / name, texts, progress)
        except QaError as error:
            return render_failure(error, texts, self._folder / name, self._service.folder)
        title = html_escape(texts.evaluation_tab)
        # The links of the report open the chat in a new tab. Scripts are forbidden: the report has none, and a document
        # that is quoted in it must not run any.
        allowed = "allow-popups allow-popups-to-escape-sandbox"
        return f'<iframe class="report" sandbox="{allowed}" title="{title}" srcdoc="{html_escape(page)}"></iframe>'

    def _report(self, path: Path, texts: Texts, progress: gr.Progress) -> str:
        # Imported here: the packages behind the evaluation would delay the start of the page.
        from qa.evaluation import corpus_library, read_question_set, refuse_unjudged

        questions = read_question_set(path)
        refuse_unjudged(questions, path)
        if questions.corpus:
            with corpus_library(questions.corpus, lambda step: progress(step.done)) as library:
                # No links: the chat answers from the library of the page and not from this corpus.
                return _report_on(questions, library, "", texts, progress)
        return _report_on(questions, self._service.library, "/", texts, progress)


def _report_on(questions: "QuestionSet", library: Library, address: str, texts: Texts, progress: gr.Progress) -> str:
    from qa.evaluation import Relevance, answer_all
    from qa.evaluation.failures import failures
    from qa.evaluation.report import report_html
    from qa.evaluation.result import Result

    questions = questions.within_limit(library.settings.question_characters)
    done = 0

    def on_progress() -> None:
        nonlocal done
        done += 1
        progress((done, len(questions.questions)))

    outcomes = answer_all(library, questions.questions, on_progress=on_progress)
    relevance = Relevance(library)
    result = Result.of(outcomes, relevance, questions, complete=True)
    # Names without folders: the page must not disclose where the server keeps its files.
    names = {name: Path(result.made_by[name]).name for name in ("questions", "library")}
    result = replace(result, made_by=result.made_by | names)
    failed = list(failures(outcomes, relevance))

    def say(message: str) -> str:
        return in_language(message, texts)

    return report_html(result, outcomes, failed, relevance, address=address, language=texts.language, say=say)

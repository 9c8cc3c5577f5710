"""The evaluation of the library with a question file, in the browser."""

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
from qa.web.events import EVALUATING, QUIET
from qa.web.labels import Labels
from qa.web.rendering import render_error, render_failure
from qa.web.service import Service
from qa.web.sessions import Sessions
from qa.web.texts import ZH, Texts
from qa.web.uploads import was_not_sent

if TYPE_CHECKING:
    from qa.evaluation import QuestionSet

_FOLDER = "questions"
_PROGRESS = gr.Progress()
"""as the default of an argument it tells Gradio to give one"""


class EvaluationTab:
    """The components of the evaluation and what happens with them.

    Args:
        service: behind the page.
        sessions: what is known of each open page.
        labels: where the components' words are noted.
    """

    def __init__(self, service: Service, sessions: Sessions, labels: Labels) -> None:
        self._service = service
        self._sessions = sessions
        self._folder = service.folder / _FOLDER
        upload = labels.add(gr.File(label=ZH.question_file, elem_id="question-file", height=120), label="question_file")
        with gr.Row(elem_id="evaluation-row"):
            self.kept = labels.add(
                gr.Dropdown(self._names(), label=ZH.kept_questions, value=None, elem_id="kept-questions"),
                label="kept_questions",
            )
            start = labels.add(
                gr.Button(ZH.evaluate, variant="primary", scale=0, min_width=120, elem_id="evaluate"), value="evaluate"
            )
        report = gr.HTML(elem_id="evaluation")
        upload.upload(self._keep, upload, [upload, self.kept], **QUIET)
        start.click(self._run, self.kept, report, **EVALUATING)

    def _names(self) -> list[str]:
        return sorted(file.name for file in self._folder.glob("*") if file.is_file())

    def refreshed(self) -> dict[str, Any]:
        """An update of the list of question files: others may have brought some since the page was opened."""
        return gr.update(choices=self._names())

    def _keep(self, file: str, request: gr.Request) -> list[Any]:
        """Copy a question file into the library's folder."""
        source, texts = Path(file), self._sessions.of(request).texts
        if was_not_sent(source):
            limit = self._service.library.settings.file_bytes // 1_000_000
            return self._not_kept(texts.too_large.format(source.name, limit), texts)
        try:
            self._folder.mkdir(exist_ok=True)
            shutil.copyfile(source, self._folder / source.name)
        except OSError:
            return self._not_kept(texts.not_kept.format(source.name), texts)
        return [None, gr.update(choices=self._names(), value=source.name)]

    def _not_kept(self, why: str, texts: Texts) -> list[Any]:
        gr.Warning(escape(why), title=texts.notice)
        return [None, self.refreshed()]

    def _run(self, name: str | None, request: gr.Request, progress: gr.Progress = _PROGRESS) -> str:
        texts = self._sessions.of(request).texts
        if name not in self._names():
            return render_error(texts.no_question_file)
        self._service.wait(None)
        try:
            page = self._report(self._folder / name, texts, progress)
        except QaError as error:
            return render_failure(error, texts, self._folder / name, self._service.folder)
        title = html_escape(texts.evaluation_tab)
        # Its links open in the chat, in a tab of their own; it has no script, and none that a text brings is to run.
        allowed = "allow-popups allow-popups-to-escape-sandbox"
        return f'<iframe class="report" sandbox="{allowed}" title="{title}" srcdoc="{html_escape(page)}"></iframe>'

    def _report(self, path: Path, texts: Texts, progress: gr.Progress) -> str:
        # Not before it is needed: the libraries behind it would delay the page.
        from qa.evaluation import corpus_library, read_question_set, refuse_unjudged

        asked = read_question_set(path)
        refuse_unjudged(asked, path)
        if asked.corpus:
            with corpus_library(asked.corpus, lambda step: progress(step.done)) as library:
                # The chat is about other texts, so the questions cannot be opened there.
                return _report_of(asked, library, "", texts, progress)
        return _report_of(asked, self._service.library, "/", texts, progress)


def _report_of(asked: "QuestionSet", library: Library, address: str, texts: Texts, progress: gr.Progress) -> str:
    from qa.evaluation import Relevance, answer_all
    from qa.evaluation.failures import failures
    from qa.evaluation.report import report_html
    from qa.evaluation.result import Result

    asked = asked.fitting(library.settings.question_characters)
    done = 0

    def on_progress() -> None:
        nonlocal done
        done += 1
        progress((done, len(asked.questions)))

    outcomes = answer_all(library, asked.questions, on_progress=on_progress)
    relevance = Relevance(library)
    result = Result.of(outcomes, relevance, asked, complete=True)
    # Where the server keeps its files is nobody's business.
    names = {name: Path(result.made_by[name]).name for name in ("questions", "library")}
    result = replace(result, made_by=result.made_by | names)
    failed = list(failures(outcomes, relevance))

    def say(message: str) -> str:
        return in_language(message, texts)

    return report_html(result, outcomes, failed, relevance, address=address, language=texts.language, say=say)

"""The library: its documents, what comes in and what goes."""

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import gradio as gr

from qa.errors import QaError
from qa.feedback import as_questions
from qa.library import AddProgress
from qa.types import AddReport
from qa.web.arrivals import arriving
from qa.web.escaping import escape
from qa.web.events import CHANGING, LISTING, QUIET
from qa.web.labels import Labels
from qa.web.library_view import document_rows, render_arrivals, render_chosen, render_report, render_statistics
from qa.web.rendering import render_error, render_failure, render_message
from qa.web.saving import SAVE, file_to_save
from qa.web.service import Service
from qa.web.session import Session
from qa.web.sessions import Sessions
from qa.web.texts import ZH, Texts
from qa.web.uploads import Uploads

_log = logging.getLogger(__name__)
_WIDTHS = ("80px", "320px", "170px", "160px", "110px", "125px", "110px", "140px")


class LibraryTab:
    """The components of the library and what happens with them; only the list where the service is read-only.

    Args:
        service: behind the page.
        sessions: what is known of each open page.
        labels: where the components' words are noted.
    """

    def __init__(self, service: Service, sessions: Sessions, labels: Labels) -> None:
        self._service = service
        self._sessions = sessions
        self.search = labels.add(
            gr.Textbox(label=ZH.search_documents, elem_id="search-documents", max_lines=1), label="search_documents"
        )
        self.list = labels.add(
            gr.Dataframe(
                headers=list(ZH.list_headers),
                datatype=["number", "str", "str", "str", "str", "number", "number", "str"],
                type="array",
                interactive=False,
                max_height=480,
                column_widths=list(_WIDTHS),
                elem_id="documents",
                label=ZH.library_tab,
                show_label=False,
                buttons=[],
            ),
            headers="list_headers",
        )
        self._chosen = labels.add(gr.HTML(ZH.choose_hint, elem_id="chosen"), value="choose_hint")
        if not service.read_only:
            self._uploads = Uploads(service.library)
            # It goes on when the page that brought the files is closed.
            self._receiving = ThreadPoolExecutor(1, "receive uploads")
            self._change_components(labels)
        self.statistics = gr.HTML(elem_id="statistics")
        self.shown = [self.list, self.statistics]
        self._selected: list[Any] = [self._chosen]
        self.search.change(self._found, self.search, self.list, **LISTING)
        if not service.read_only:
            self._selected.append(self._delete)
            self._export_components(labels)
            self._change_events()
        self.list.select(self._choose, None, self._selected, **QUIET)

    def refreshed(self, request: gr.Request) -> list[Any]:
        """Updates of what is shown of the library, of its list what is searched for by now."""
        session, documents = self._sessions.of(request), self._service.documents()
        statistics = render_statistics(self._service.statistics(), documents, session.texts)
        return [document_rows(documents, session.wanted), statistics]

    def tab_selected(self, wanted: str, request: gr.Request) -> list[Any]:
        """As :meth:`refreshed`, when the tab is chosen.

        Args:
            wanted: what stands in the search.
            request: of the page.
        """
        self._sessions.of(request).wanted = wanted
        return self.refreshed(request)

    def _found(self, wanted: str, request: gr.Request) -> list[list[str | int]]:
        self._sessions.of(request).wanted = wanted
        return document_rows(self._service.documents(), wanted)

    def _change_components(self, labels: Labels) -> None:
        with gr.Row(elem_id="document-actions"):
            self._delete = labels.add(
                gr.Button(ZH.delete_document, size="sm", scale=0, interactive=False, elem_id="delete"),
                value="delete_document",
            )
            self._undo = labels.add(gr.Button(ZH.undo, size="sm", scale=0, visible=False, elem_id="undo"), value="undo")
        self._report = gr.HTML(elem_id="report")
        self._files = labels.add(
            gr.File(label=ZH.upload, file_count="multiple", elem_id="upload", height=90), label="upload"
        )
        labels.add(gr.HTML(ZH.upload_hint, elem_id="upload-hint"), value="upload_hint")

    def _export_components(self, labels: Labels) -> None:
        export = labels.add(
            gr.Button(ZH.export_feedback, size="sm", scale=0, elem_id="export-feedback"), value="export_feedback"
        )
        saved = gr.Textbox(visible="hidden", elem_id="saved-feedback")
        export.click(self._exported, None, saved, **QUIET).then(None, saved, js=SAVE)

    def _change_events(self) -> None:
        changed = [self._report, *self.shown]
        self._files.upload(
            self._receive, self._files, [self._files, *changed], show_progress_on=self._files, **CHANGING
        )
        # A button that can no longer be pressed loses the focus, and the keyboard its place.
        self._delete.click(self._remove, None, [*changed, *self._selected, self._undo], **CHANGING).then(
            js=_focus("#undo")
        )
        self._undo.click(self._restore, None, [*changed, self._undo], **CHANGING).then(
            js=_focus("#search-documents :is(input, textarea)")
        )

    def _receive(self, files: list[str] | None, request: gr.Request) -> Iterator[list[Any]]:
        """Take files in; what becomes of each is shown while they come, and the library when all have."""
        texts = self._sessions.of(request).texts
        steps: SimpleQueue[AddProgress] = SimpleQueue()
        taken = self._receiving.submit(self._take_in, [Path(file) for file in files or ()], steps.put)
        for arrivals in arriving(taken, steps):
            yield [gr.skip(), render_arrivals(arrivals, texts), *(gr.skip() for _ in self.shown)]
        try:
            report = render_report(taken.result(), texts)
        except QaError as error:
            report = self._failure(error, texts)
        except Exception:
            report = render_error(texts.unexpected)
        yield [None, report, *self.refreshed(request)]

    def _take_in(self, files: list[Path], on_progress: Callable[[AddProgress], None]) -> AddReport:
        self._service.wait(None)
        try:
            with self._service.adding():
                return self._uploads.receive(files, on_progress)
        except QaError:
            raise
        except Exception:
            # Here, as the page that brought them may be closed.
            _log.exception("cannot take files in")
            raise

    def _choose(self, request: gr.Request, event: gr.SelectData) -> list[Any]:
        """The document of a row; none where it has left since the row was shown."""
        session = self._sessions.of(request)
        number = str(event.row_value[0]) if event.row_value else ""
        chosen = next((summary for summary in self._service.documents() if str(summary.id) == number), None)
        if chosen is None:
            return self._nothing_chosen(session)
        session.chosen = chosen.id
        shown = [render_chosen(chosen, session.texts), gr.update(interactive=True)]
        return shown[: len(self._selected)]

    def _nothing_chosen(self, session: Session) -> list[Any]:
        session.chosen = None
        shown = [session.texts.choose_hint, gr.update(interactive=False)]
        return shown[: len(self._selected)]

    def _remove(self, request: gr.Request) -> list[Any]:
        session, said = self._sessions.of(request), gr.skip()
        if session.chosen is not None:
            try:
                session.deleted = self._uploads.delete(session.chosen)
                said = _said(session.texts.deleted, session.deleted.metadata.title)
            except QaError as error:
                said = self._failure(error, session.texts)
        undo = gr.update(visible=session.deleted is not None)
        return [said, *self.refreshed(request), *self._nothing_chosen(session), undo]

    def _restore(self, request: gr.Request) -> list[Any]:
        session, said = self._sessions.of(request), gr.skip()
        deleted = session.deleted
        if deleted is not None:
            try:
                self._uploads.restore(deleted)
                said = _said(session.texts.restored, deleted.metadata.title)
                session.deleted = None
            except QaError as error:
                said = self._failure(error, session.texts, Path(deleted.source))
        return [said, *self.refreshed(request), gr.update(visible=session.deleted is not None)]

    def _failure(self, error: QaError, texts: Texts, *files: Path) -> str:
        return render_failure(error, texts, *files, self._service.folder)

    def _exported(self, request: gr.Request) -> str:
        texts = self._sessions.of(request).texts
        try:
            feedback = self._service.feedback()
        except QaError as error:
            gr.Warning(render_message(error, texts, self._service.folder), title=texts.notice)
            return ""
        if not feedback:
            gr.Info(texts.no_feedback, title=texts.notice)
            return ""
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in as_questions(feedback))
        return file_to_save("feedback.jsonl", "".join(lines))


def _focus(selector: str) -> str:
    """What makes the browser turn to an element, when it is shown."""
    return f"() => setTimeout(() => document.querySelector('{selector}')?.focus(), 50)"


def _said(form: str, title: str) -> str:
    return f'<p role="status">{escape(form.format(f"《{title}》"))}</p>'

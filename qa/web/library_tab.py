"""The tab of the library: list of documents, uploads and deletions."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import gradio as gr

from qa.errors import QaError
from qa.feedback import as_questions
from qa.library import AddProgress
from qa.types import AddReport, DocumentSummary
from qa.web.conversations.session import Session
from qa.web.correction_form import CorrectionForm, changes
from qa.web.escaping import escape
from qa.web.events import CHANGING, LISTING, SELECTING, Updates
from qa.web.gradio_fixes.text_download import download_on_click, file_record
from qa.web.labels import Labels
from qa.web.library_view import (
    document_rows,
    render_report,
    render_selected,
    render_statistics,
    render_upload_progress,
)
from qa.web.page_part import PagePart
from qa.web.page_scripts import function_script
from qa.web.rendering import render_error, render_failure, render_message
from qa.web.service_observers import Actor, actor_of
from qa.web.texts import ZH, Texts
from qa.web.upload_progress import upload_progress

_log = logging.getLogger(__name__)
_WIDTHS = ("80px", "320px", "170px", "160px", "110px", "125px", "110px", "140px")


class LibraryTab(PagePart):
    """The components of the library and their events; a read-only page has none that change or export anything."""

    def _make_components(self, labels: Labels) -> None:
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
        self._selected = labels.add(gr.HTML(ZH.choose_hint, elem_id="selected"), value="choose_hint")
        if not self._service.read_only:
            _ = self._service.uploads  # Finish or undo an interrupted upload before the page is shown.
            # An upload continues when the page that sent its files is closed.
            self._upload_thread = ThreadPoolExecutor(1, "receive uploads")
            self._change_components(labels)
        self.statistics = gr.HTML(elem_id="statistics")
        self.shown = [self.list, self.statistics]
        self.search.change(self._search_documents, self.search, self.list, **LISTING)
        if not self._service.read_only:
            self._export_components(labels)
            self._change_events()
        self.list.select(self._select_document, None, self._selection, **SELECTING)

    @property
    def _selection(self) -> list[Any]:
        """The components that change with the selected document."""
        if self._service.read_only:
            return [self._selected]
        return [self._selected, self._delete, *self._correction.components]

    def refreshed(self, request: gr.Request) -> Updates:
        """Return updates of the list (for the current search words) and of the statistics."""
        session, documents = self._sessions.of(request), self._service.documents()
        return {
            self.list: document_rows(documents, session.document_search or ""),
            self.statistics: render_statistics(self._service.statistics(), documents, session.texts),
        }

    def tab_selected(self, search: str, request: gr.Request) -> Updates:
        """Return :meth:`refreshed`; a page of which the server has no search words is searched for those in the field.

        The server may handle a later search first; the field's words are then older than the search's.
        """
        session = self._sessions.of(request)
        if session.document_search is None:
            session.document_search = search
        return self.refreshed(request)

    def _search_documents(self, search: str, request: gr.Request) -> list[list[str | int]]:
        self._sessions.of(request).document_search = search
        return document_rows(self._service.documents(), search)

    def _change_components(self, labels: Labels) -> None:
        with gr.Row(elem_id="document-actions"):
            self._delete = labels.add(
                gr.Button(ZH.delete_document, size="sm", scale=0, interactive=False, elem_id="delete"),
                value="delete_document",
            )
            self._undo = labels.add(gr.Button(ZH.undo, size="sm", scale=0, visible=False, elem_id="undo"), value="undo")
        self._correction = CorrectionForm(labels)
        self._report = gr.HTML(elem_id="report")
        self._files = labels.add(
            gr.File(label=ZH.upload, file_count="multiple", elem_id="upload", height=90), label="upload"
        )
        labels.add(gr.HTML(ZH.upload_hint, elem_id="upload-hint"), value="upload_hint")

    def _export_components(self, labels: Labels) -> None:
        export = labels.add(
            gr.Button(ZH.export_feedback, size="sm", scale=0, elem_id="export-feedback"), value="export_feedback"
        )
        download_on_click(export, self._export_feedback, "feedback-file")

    def _change_events(self) -> None:
        changed = [self._report, *self.shown]
        self._files.upload(
            self._add_files, self._files, [self._files, *changed], show_progress_on=self._files, **CHANGING
        )
        # A button that is disabled or hidden loses the keyboard focus, and the keyboard user their place.
        self._delete.click(self._delete_document, None, [*changed, *self._selection, self._undo], **CHANGING).then(
            js=function_script("focus", selector="#undo")
        )
        self._correction.save.click(
            self._correct_metadata, self._correction.fields, [*changed, *self._selection], **CHANGING
        )
        self._undo.click(self._undo_deletion, None, [*changed, self._undo], **CHANGING).then(
            js=function_script("focus", selector="#search-documents :is(input, textarea)")
        )

    def _add_files(self, files: list[str] | None, request: gr.Request) -> Iterator[Updates]:
        """Add uploaded files; yield updates with the outcome of each file, and finally with the changed library."""
        texts = self._sessions.of(request).texts
        steps: SimpleQueue[AddProgress] = SimpleQueue()
        paths, actor = [Path(file) for file in files or ()], actor_of(request.request)
        addition = self._upload_thread.submit(self._receive, paths, steps.put, actor)
        for progress in upload_progress(addition, steps):
            yield {self._report: render_upload_progress(progress, texts)}
        try:
            report = render_report(addition.result(), texts)
        except QaError as error:
            report = self._failure(error, texts)
        except Exception:
            report = render_error(texts.unexpected)
        yield {self._files: None, self._report: report, **self.refreshed(request)}

    def _receive(self, files: list[Path], on_progress: Callable[[AddProgress], None], actor: Actor) -> AddReport:
        self._service.wait(None)
        try:
            with self._service.adding():
                report = self._service.uploads.receive(files, on_progress)
            names = tuple(Path(source).name for source in (*report.added, *report.replaced))
            self._service.observers.changed(actor, "document.add", names)
            return report
        except QaError:
            raise
        except Exception:
            # Logged here, since the page that sent the files may be closed.
            _log.exception("cannot add uploaded files")
            raise

    def _select_document(self, request: gr.Request, event: gr.SelectData) -> Updates:
        """Select the document of a row, or none if the document is no longer in the library."""
        session = self._sessions.of(request)
        number = str(event.row_value[0]) if event.row_value else ""
        summary = next((summary for summary in self._service.documents() if str(summary.id) == number), None)
        if summary is None:
            return self._nothing_selected(session)
        session.selected_document = summary.id
        return self._selection_updates(render_selected(summary, session.texts), summary)

    def _nothing_selected(self, session: Session) -> Updates:
        session.selected_document = None
        return self._selection_updates(session.texts.choose_hint, None)

    def _selection_updates(self, html: str, summary: DocumentSummary | None) -> Updates:
        updates: Updates = {self._selected: html}
        if not self._service.read_only:
            updates |= {self._delete: gr.update(interactive=summary is not None), **self._correction.updates(summary)}
        return updates

    def _correct_metadata(self, request: gr.Request, *values: str) -> Updates:
        """Save the changed fields of the form for the selected document."""
        session = self._sessions.of(request)
        number = session.selected_document
        summary = next((summary for summary in self._service.documents() if summary.id == number), None)
        if summary is None:
            return {**self.refreshed(request), **self._nothing_selected(session)}
        try:
            corrected = self._service.library.correct_metadata(summary.id, **changes(summary.metadata, values))
        except QaError as error:
            return {self._report: self._failure(error, session.texts)}
        self._changed("document.correct", [summary], request)
        summary = replace(summary, metadata=corrected)
        selection = self._selection_updates(render_selected(summary, session.texts), summary)
        report = _status(session.texts.corrected, f"《{corrected.title}》")
        return {self._report: report, **self.refreshed(request), **selection}

    def _delete_document(self, request: gr.Request) -> Updates:
        session, report = self._sessions.of(request), gr.skip()
        if session.selected_document is not None:
            try:
                session.deleted = self._service.uploads.delete(session.selected_document)
                self._changed("document.remove", session.deleted, request)
                report = _status(session.texts.deleted, _named(session.deleted, session.texts))
            except QaError as error:
                report = self._failure(error, session.texts)
        undo = gr.update(visible=bool(session.deleted))
        refreshed = self.refreshed(request)
        return {self._report: report, **refreshed, **self._nothing_selected(session), self._undo: undo}

    def _undo_deletion(self, request: gr.Request) -> Updates:
        session, report = self._sessions.of(request), gr.skip()
        deleted = session.deleted
        if deleted:
            try:
                self._service.uploads.restore(deleted[0])
                self._changed("document.restore", deleted, request)
                report = _status(session.texts.restored, _named(deleted, session.texts))
                session.deleted = ()
            except QaError as error:
                report = self._failure(error, session.texts, Path(deleted[0].source))
        undo = gr.update(visible=bool(session.deleted))
        return {self._report: report, **self.refreshed(request), self._undo: undo}

    def _changed(self, action: str, documents: Sequence[DocumentSummary], request: gr.Request) -> None:
        titles = tuple(document.metadata.title for document in documents)
        self._service.observers.changed(actor_of(request.request), action, titles)

    def _failure(self, error: QaError, texts: Texts, *files: Path) -> str:
        return render_failure(error, texts, *files, self._service.folder)

    def _export_feedback(self, request: gr.Request) -> str:
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
        return file_record("feedback.jsonl", "".join(lines))


def _named(documents: Sequence[DocumentSummary], texts: Texts) -> str:
    """Return the title of a document; for the documents of a compilation, the first title and their number."""
    title = f"《{documents[0].metadata.title}》"
    return title if len(documents) == 1 else texts.of_one_file.format(title, len(documents))


def _status(template: str, named: str) -> str:
    return f'<p role="status">{escape(template.format(named))}</p>'

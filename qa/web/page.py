"""The layout of the page: the tabs of the chat, the library, the open questions and the evaluation."""

from typing import Any

import gradio as gr
from gradio.events import api

from qa.errors import QaError
from qa.json_output import answer_record
from qa.web.chat_tab import ChatTab
from qa.web.conversations.saved_conversations import reading_saved_conversations
from qa.web.escaping import without_folder, without_folders
from qa.web.evaluation_tab import EvaluationTab
from qa.web.events import ASKED_AT_ONCE, ASKING, LISTING, QUIET, REPLAYING, THREADS
from qa.web.gradio_fixes.no_statistics import keep_no_statistics
from qa.web.gradio_fixes.page_language import SET_LANGUAGE
from qa.web.gradio_fixes.page_sessions import PageSessions, client_of
from qa.web.gradio_fixes.progress_target import track_hidden_progress_on
from qa.web.guards.pending_events import PAGES_WAITING
from qa.web.labels import Labels
from qa.web.library_tab import LibraryTab
from qa.web.open_questions_tab import OpenQuestionsTab
from qa.web.opening import Opening, render_introduction
from qa.web.page_scripts import function_script
from qa.web.service import Service
from qa.web.texts import ZH

TITLE = ZH.title
_TEMPORARY_FILES = (1800, 10800)
"""for Gradio's copies of uploaded files: seconds between two deletions, and minimum age in seconds of a deleted copy"""


def build(service: Service) -> gr.Blocks:
    """Build the page of a service, with its events."""
    labels = Labels()

    def ask(question: str, request: gr.Request) -> dict[str, Any]:
        """Return the answer to a question like ``qa ask --json``; files are named without folders."""
        try:
            return without_folders(answer_record(service.ask(question, client=client_of(request)), "1"))
        except QaError as error:
            raise gr.Error(without_folder(str(error), service.folder), print_exception=False) from error

    with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=_TEMPORARY_FILES) as page:
        sessions = PageSessions()
        introduction = gr.HTML(render_introduction(ZH), elem_id="introduction")
        with gr.Tabs():
            with labels.add(gr.Tab(ZH.chat_tab, elem_id="chat-tab"), label="chat_tab") as chat_tab:
                chat = ChatTab(service, sessions, labels)
            with labels.add(gr.Tab(ZH.library_tab, elem_id="library-tab"), label="library_tab") as library_tab:
                library = LibraryTab(service, sessions, labels)
            if not service.read_only:
                with labels.add(gr.Tab(ZH.open_tab, elem_id="open-tab"), label="open_tab") as open_tab:
                    questions = OpenQuestionsTab(service, sessions, labels)
                open_tab.select(questions.refreshed, None, questions.shown, **LISTING)
                with labels.add(
                    gr.Tab(ZH.evaluation_tab, elem_id="evaluation-tab"), label="evaluation_tab"
                ) as evaluation_tab:
                    evaluation = EvaluationTab(service, sessions, labels)
                evaluation_tab.select(evaluation.refreshed, None, evaluation.question_files, **QUIET)
        _open(page, Opening(service, sessions, introduction, chat, labels), chat)
        filters = [chat.issuer, chat.document, chat.status]
        chat_tab.select(chat.refreshed, None, [*filters, chat.chips], **QUIET)
        library_tab.select(library.tab_selected, library.search, library.shown, **LISTING)
        api(ask, api_name="ask", concurrency_limit=ASKED_AT_ONCE, concurrency_id="ask")
        track_hidden_progress_on(page, chat.send)
    page.max_threads = THREADS
    page.queue(max_size=PAGES_WAITING)
    keep_no_statistics(page)
    return page


def _open(page: gr.Blocks, opening: Opening, chat: ChatTab) -> None:
    """Connect the events of a page that is opened.

    They run at the same time and not in a chain, because Gradio 6.31 may lose an event that follows another: its script
    stops listening once all events are done and then misses a new one. No upstream issue known.
    """
    saved = chat.conversations.saved
    reading = reading_saved_conversations(1)
    page.load(opening.show, None, opening.page_components, **QUIET).then(js=SET_LANGUAGE)
    page.load(opening.begin, saved, opening.chat_components, js=reading, **ASKING).then(
        js=function_script("drop_question_from_address")
    )
    page.load(opening.reopen, saved, opening.chat_components, js=reading, **REPLAYING)

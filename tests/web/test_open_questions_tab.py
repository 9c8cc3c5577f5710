"""The clerk's tab: from an open question to a pinned answer and back."""

import json
from html import unescape
from pathlib import Path

import gradio as gr
import pytest

from qa.library import Library
from qa.open_questions import Flaw, OpenQuestion
from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.labels import Labels
from qa.web.open_questions_tab import OpenQuestionsTab
from qa.web.service import Service

REQUEST = gr.Request()


@pytest.fixture
def tab(plain_library: Library, tmp_path: Path) -> OpenQuestionsTab:
    """The tab of a ready library with a document and two open questions."""
    file = tmp_path / "图书馆<b>.txt"
    file.write_text("图书馆<b>管理办法\n\n图书馆每周二闭馆。\n", encoding="utf-8")
    plain_library.add(file)
    service = Service(plain_library, None)
    service.start()
    for question in ("图书馆<i>哪天不开？", "图书馆<i>周几不开？"):
        service.desk.log.add(OpenQuestion(question, Flaw.UNANSWERED), 9)
    with gr.Blocks():
        return OpenQuestionsTab(service, PageSessions(), Labels())


def test_a_question_is_pinned_with_a_part_of_a_passage_and_freed_again(tab: OpenQuestionsTab) -> None:
    shown = tab.refreshed(REQUEST)
    assert {row[0] for row in shown[tab._list]} == {"图书馆<i>哪天不开？", "图书馆<i>周几不开？"}
    assert "QA_QUESTION_LOG_DAYS" in unescape(shown[tab._hint]), "the log is off"
    question = "图书馆<i>哪天不开？"
    found = tab._select_question(REQUEST, gr.SelectData(None, {"index": [0, 0], "value": "", "row_value": [question]}))
    assert found[tab._alike]["choices"] == ["图书馆<i>周几不开？"]
    (place,) = [value for label, value in found[tab._passages]["choices"] if "每周二" in label]
    assert "图书馆每周二闭馆。" in tab._choose_passage(place)
    pinned = tab._pin_answer(REQUEST, question, place, "每周二闭馆", ["图书馆<i>周几不开？"], "图书馆啥时候关门\n\n")
    assert pinned[tab._list] == []
    assert "<i>" not in pinned[tab._pins]
    assert "<b>" not in pinned[tab._pins]
    answer = tab._service.ask("请问图书馆啥时候关门")
    assert answer.pinned
    assert answer.sentence is not None
    assert answer.sentence.text == "每周二闭馆"
    rows = json.loads(tab._export_pins(REQUEST))["text"].splitlines()
    assert len(rows) == 3
    ((_, number),) = pinned[tab._unpinned]["choices"]
    freed = tab._unpin_answer(number, REQUEST)
    assert (len(freed[tab._list]), freed[tab._pins]) == (2, "")
    assert tab._forget_question("图书馆<i>周几不开", REQUEST)[tab._list] == [
        [question, 1, freed[tab._list][0][2], "没有找到", ""]
    ]


def test_a_form_that_cannot_be_pinned_says_why(tab: OpenQuestionsTab) -> None:
    for question, place, text in (("", "1-0-3", "图"), ("问", None, "图"), ("问", "1-0-3", " "), ("问", "x", "图")):
        assert "alert" in tab._pin_answer(REQUEST, question, place, text, [], "")[tab._report]
    assert "一字不差" in unescape(tab._pin_answer(REQUEST, "问", "1-0-3", "没有的话", [], "")[tab._report])
    assert "alert" in tab._unpin_answer(None, REQUEST)[tab._report]
    assert "没有编号为 5" in unescape(tab._unpin_answer(5, REQUEST)[tab._report])

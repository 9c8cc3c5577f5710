"""The sentence that answers: its value in bold, a row as a table, what governs it above it."""

from dataclasses import replace

from qa.types import AnswerSentence, Citation, Span
from qa.web.answer_sentence import sentence_html
from qa.web.texts import ZH

CITATION = Citation(1, "办法", "", "", "", None, None, (), 1, 100, 108, "/a.txt")
SENTENCE = AnswerSentence("放假<4天>。共", CITATION)


def test_the_value_is_bold_and_escaped() -> None:
    html = sentence_html(replace(SENTENCE, value=Span(102, 106)), ZH)
    assert '放假<strong class="value">&#60;4天&#62;</strong>。共' in html


def test_the_lead_in_comes_first() -> None:
    html = sentence_html(replace(SENTENCE, lead="第三条 应当："), ZH)
    assert html.index("第三条 应当：") < html.index("放假")


def test_a_list_that_is_cut_says_how_many_items_it_has() -> None:
    assert "共 6 项" in sentence_html(replace(SENTENCE, items=6), ZH)


def test_a_row_of_a_table_has_its_columns_and_the_asked_cell_in_bold() -> None:
    row = AnswerSentence("水产\t15元", CITATION, value=Span(103, 106), lead="摊位\t日租")
    html = sentence_html(row, ZH)
    assert "<th>摊位</th><th>日租</th>" in html
    assert '<td>水产</td><td><strong class="value">15元</strong></td>' in html

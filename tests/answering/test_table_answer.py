"""A question for rows or a cell of a table is answered from the whole table."""

from dataclasses import replace

import pytest

from qa.answering.table_answer import TableReader
from qa.index import StoredPassage
from qa.types import NO_FILTERS, Answer, Citation, Missing, PassageKind, Span

TABLE = (
    "重点项目表\n项目名称\t总投资（万元）\t开工月份\n河道整治\t8500\t三月\n学校扩建\t3200\t五月\n道路改造\t12000\t六月\n"
    "以上项目由市发改委负责。\n"
)
RECORDS = "\n\n".join(f"型号：GX-{number}\n检定周期：{number}个月\n责任人：第{number}组" for number in range(1, 31))
PLAIN = Answer("", False, 0.1, None, (), filters=NO_FILTERS)


def asked(text: str, question: str) -> Answer:
    citation = Citation(1, "重点项目表", "", "", "", None, None, (), 1, 0, len(text), "/a.txt")
    passage = StoredPassage(1, PassageKind.BODY, text, citation)
    reader = TableReader(lambda _, span: text[span.start : span.end], lambda place, document_id: [passage])
    return reader.answer(question, PLAIN, [passage], 5)


def test_each_selected_row_is_cited_with_its_name_its_cell_and_the_column_names() -> None:
    answer = asked(TABLE, "哪些项目投资超过5000万元")
    assert answer.found
    assert [part.question for part in answer.parts] == ["河道整治", "道路改造"]
    sentences = [part.sentence for part in answer.parts if part.sentence]
    assert [sentence.text for sentence in sentences] == ["河道整治\t8500\t三月", "道路改造\t12000\t六月"]
    assert [sentence.value_text for sentence in sentences] == ["8500", "12000"]
    assert {sentence.lead for sentence in sentences} == {"项目名称\t总投资（万元）\t开工月份"}
    assert all(TABLE[each.citation.start : each.citation.end] == each.text for each in sentences)


def test_a_single_row_is_an_answer_without_parts() -> None:
    answer = asked(TABLE, "投资最多的项目是哪个")
    assert answer.sentence is not None
    assert (answer.found, answer.parts, answer.sentence.value_text) == (True, (), "12000")


def test_a_comparison_that_no_row_meets_is_not_found_and_the_values_are_named() -> None:
    answer = asked(TABLE, "哪些项目投资超过5亿元")
    assert (answer.found, answer.sentence) == (False, None)
    assert answer.missing == (Missing("超过5亿元", ("8500", "3200", "12000")),)


def test_a_table_that_several_passages_lead_to_is_read_once() -> None:
    citation = Citation(1, "设备", "", "", "", None, None, (), 1, 0, 30, "/a.txt")
    places = [RECORDS.index(f"型号：GX-{number}\n") for number in (3, 4, 5)]
    citations = [replace(citation, start=place, end=place + 20) for place in places]
    passages = [StoredPassage(c.start, PassageKind.BODY, RECORDS[c.start : c.end], c) for c in citations]
    read: list[Span] = []

    def slice_of(_: int, span: Span) -> str:
        read.append(span)
        return RECORDS[span.start : span.end]

    reader = TableReader(slice_of, lambda place, document_id: passages)
    assert reader.answer("哪些型号超过10公里", PLAIN, passages, 5) is PLAIN
    assert len(read) == 1


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("河东区有哪些重点项目", ["河道整治", "道路改造"]),
        ("河东区和河西区有哪些重点项目", ["河道整治", "学校扩建", "道路改造"]),
        ("河东区三月开工的重点项目有哪些", []),
        ("河西区有哪些重点项目", []),
        ("河东区由谁负责", []),
        ("河东区有哪些名胜古迹和特色小吃", []),
    ],
)
def test_all_rows_with_the_value_that_a_question_names_answer_it(question: str, rows: list[str]) -> None:
    rows_of_table = "河道整治\t河东区\t三月\n学校扩建\t河西区\t五月\n道路改造\t河东区\t六月\n"
    table = f"重点项目表\n项目名称\t所在区\t开工月份\n{rows_of_table}"
    answer = asked(table, question)
    assert [part.question for part in answer.parts] == rows
    assert answer.found == bool(rows)


def test_many_rows_are_cut_with_their_number() -> None:
    answer = asked(RECORDS, "哪些型号的检定周期超过10个月")
    assert len(answer.parts) == 10
    assert [part.sentence.items for part in answer.parts if part.sentence][-1] == 20


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [(TABLE, "学校扩建的开工月份是几月", "五月"), (RECORDS, "GX-12的检定周期是多少", "12个月")],
)
def test_the_cell_of_a_named_row_and_column_is_found(text: str, question: str, value: str) -> None:
    answer = asked(text, question)
    assert answer.sentence is not None
    assert (answer.found, answer.sentence.value_text) == (True, value)


@pytest.mark.parametrize(
    ("text", "question", "column"),
    [
        (TABLE.replace("\t五月", "\t"), "学校扩建的开工月份是几月", "开工月份"),
        (RECORDS.replace("检定周期：12个月\n", ""), "GX-12的检定周期是多少", "检定周期"),
    ],
)
def test_an_empty_cell_is_not_found_and_its_column_is_named(text: str, question: str, column: str) -> None:
    answer = asked(text, question)
    assert (answer.found, answer.sentence, answer.missing) == (False, None, (Missing(column),))


@pytest.mark.parametrize("question", ["学校扩建谁负责", "幼儿园扩建的开工月份", "总投资是多少"])
def test_without_a_named_row_and_column_the_answer_stays(question: str) -> None:
    assert asked(TABLE, question) is PLAIN

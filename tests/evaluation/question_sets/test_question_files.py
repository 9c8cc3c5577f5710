"""Question files of every form."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import QuestionSetError
from qa.evaluation import read_question_set, read_questions
from qa.evaluation.question_sets.question_set import GoldPassage, corpus_file

HEADER = "编号,问题,答案,文件\n"


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = f"{HEADER}1,企业开办几天?,4天|四天,函.txt\n\n2,地铁几点停运?,,\n"
    first, second = read_questions(_write(tmp_path, "q.csv", text.encode(encoding)))
    assert (first.id, first.text, first.answers, first.documents) == (
        "1",
        "企业开办几天?",
        ("4天", "四天"),
        ("函.txt",),
    )
    assert (second.answers, second.documents) == ((), ())


def test_a_table_without_answers_does_not_say_that_there_are_none(tmp_path: Path) -> None:
    (question,) = read_questions(_write(tmp_path, "q.csv", "Question\n企业开办几天?\n"))
    assert question.answers is None


def test_an_excel_file_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (["问题", "标准答案"], ["企业开办几天?", 4], [None, None], ["几点?", None]):
        sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    first, second = read_questions(tmp_path / "q.xlsx")
    assert (first.answers, second.answers, second.id) == (("4",), (), "4")


def test_json_lines_may_say_more(tmp_path: Path) -> None:
    row = {
        "question": "那2020年呢?",
        "history": ["2019年几天?"],
        "filters": {"issuer": "深圳", "since": "2019-01-01"},
        "passages": [{"document": "函.txt", "start": 3, "end": 9}],
    }
    (question,) = read_questions(_write(tmp_path, "q.jsonl", json.dumps(row)))
    assert question.history == ("2019年几天?",)
    assert question.filters == {"issuer": "深圳", "since": date(2019, 1, 1)}
    assert question.passages == (GoldPassage("函.txt", 3, 9),)


def test_a_passage_set_brings_its_corpus(tmp_path: Path) -> None:
    _write(tmp_path, "corpus.jsonl", '{"_id": "p/1", "title": "函", "text": "四天。"}\n')
    rows = (
        '{"_id": "a", "text": "几天?"}\n{"_id": "b", "text": "几点?", "answerable": false}\n{"_id": "c", "text": "?"}\n'
        '{"_id": "d", "text": ""}\n'
    )
    _write(tmp_path, "queries.jsonl", rows)
    (tmp_path / "qrels").mkdir()
    _write(tmp_path, "qrels/test.tsv", "query-id\tcorpus-id\tscore\na\tp/1\t1\nc\tp/1\t0\nd\tp/1\t1\n")
    found = read_question_set(tmp_path)
    assert [(q.id, q.answers, q.documents) for q in found.questions] == [
        ("a", None, (corpus_file("p/1"),)),
        ("b", (), ()),
    ]
    assert found.blank == ("d",)
    (text,) = found.corpus
    assert (text.name, text.title, text.text) == (corpus_file("p/1"), "函", "四天。")
    assert "/" not in text.name


@pytest.mark.parametrize(
    ("name", "qrels"),
    [
        ("qrels.tsv", "query-id\tcorpus-id\tscore\na\tp 1\t2.0\n\na\tp2\t1\nb\tp2\t0\n"),
        ("qrels", "a\t0\tp 1\t2\na\t0\tp2\t1\nb\t0\tp2\t0\n"),
    ],
)
def test_the_judgements_of_a_passage_set_may_have_several_forms(tmp_path: Path, name: str, qrels: str) -> None:
    _write(tmp_path, "corpus.jsonl", '{"_id": "p 1", "text": "四天。"}\n{"_id": "p2", "text": "五天。"}\n')
    _write(tmp_path, "queries.jsonl", '{"_id": "a", "text": "几天?"}\n{"_id": "b", "text": "几点?"}\n')
    _write(tmp_path, name, qrels)
    (question,) = read_question_set(tmp_path).questions
    assert question.grades == {corpus_file("p 1"): 2, corpus_file("p2"): 1}
    assert set(question.documents) == set(question.grades)


@pytest.mark.parametrize(
    ("corpus", "qrels", "message"),
    [
        ("", "a\tp1\t1\n", "是空的"),
        ('{"_id": "p1"}\n', "a\tp1\t1\n", "没有文字"),
        ('{"_id": "p1", "text": "甲"}\n', "a\tp9\t1\n", "一个也没有"),
        ('{"_id": "p1", "text": "甲"}\n', "a\tp1\n", "栏"),
    ],
)
def test_a_passage_set_that_cannot_be_evaluated_is_refused(
    tmp_path: Path, corpus: str, qrels: str, message: str
) -> None:
    _write(tmp_path, "corpus.jsonl", corpus)
    _write(tmp_path, "queries.jsonl", '{"_id": "a", "text": "几天?"}\n')
    _write(tmp_path, "qrels.tsv", qrels)
    with pytest.raises(QuestionSetError, match=message):
        read_question_set(tmp_path)


def test_what_the_judgements_name_and_the_corpus_lacks_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "corpus.jsonl", '{"_id": "p1", "text": "四天。"}\n')
    _write(tmp_path, "queries.jsonl", '{"_id": "a", "text": "几天?"}\n')
    _write(tmp_path, "qrels.tsv", "a\tp1\t1\na\tp9\t1\n")
    assert read_question_set(tmp_path).unknown == (corpus_file("p9"),)


@pytest.mark.parametrize("header", ["問題,答案", "问题内容,答案", "问题（必填）,答案(可空)"])
def test_a_header_may_be_written_in_several_ways(tmp_path: Path, header: str) -> None:
    (question,) = read_questions(_write(tmp_path, "q.csv", f"{header}\n几天?,四天\n"))
    assert (question.text, question.answers) == ("几天?", ("四天",))


def test_an_answer_may_be_said_to_be_none_or_be_left_open(tmp_path: Path) -> None:
    rows = "问题,答案,文件\n甲?,无,函.txt\n乙?,,\n丙?,,函.txt\n"
    assert [q.answers for q in read_questions(_write(tmp_path, "q.csv", rows))] == [(), (), None]


def test_a_row_without_an_id_does_not_take_that_of_another(tmp_path: Path) -> None:
    rows = "编号,问题\n3,甲?\n,乙?\n"
    assert [question.id for question in read_questions(_write(tmp_path, "q.csv", rows))] == ["3", "第 3 行"]


def test_sheets_may_number_alike(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("甲", "乙"):
        sheet = book.create_sheet(name)
        for row in (["编号", "问题"], [1, f"{name}?"]):
            sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    assert [question.id for question in read_questions(tmp_path / "q.xlsx")] == ["甲 1", "乙 1"]


def test_a_formula_without_a_value_is_no_empty_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (["问题", "答案"], ["几天?", '=CONCAT("四","天")']):
        sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    with pytest.raises(QuestionSetError, match=r"公式还没有算出值.*B2"):
        read_questions(tmp_path / "q.xlsx")


def test_a_set_in_the_form_of_squad_brings_its_contexts(tmp_path: Path) -> None:
    asked = [
        {"id": "a", "question": "几天?", "answers": [{"text": "四天", "answer_start": 0}] * 2},
        {"id": "b", "question": "几点?", "answers": [], "is_impossible": True},
    ]
    data = {"version": "v2.0", "data": [{"title": "函", "paragraphs": [{"context": "四天。", "qas": asked}]}]}
    found = read_question_set(_write(tmp_path, "q.json", json.dumps(data, indent=1)))
    assert [(q.id, q.answers) for q in found.questions] == [("a", ("四天",)), ("b", ())]
    assert found.corpus[0].text == "四天。"


def test_cmrc_2018_is_read_as_it_was_published(tmp_path: Path) -> None:
    asked = [{"query_id": "T_1", "query_text": "几天?", "answers": ["四天", "四天", "4天"]}]
    contexts = [{"context_id": "T", "context_text": "四天。", "title": "函", "qas": asked}]
    found = read_question_set(_write(tmp_path, "q.json", json.dumps(contexts)))
    assert [(q.id, q.text, q.answers) for q in found.questions] == [("T_1", "几天?", ("四天", "4天"))]
    assert [(text.title, text.text) for text in found.corpus] == [("函", "四天。")]


@pytest.mark.parametrize(("word", "answers"), [("false", ("四天",)), ("True", ()), (False, ("四天",)), (True, ())])
def test_impossible_may_be_said_by_a_word(tmp_path: Path, word: str | bool, answers: tuple[str, ...]) -> None:
    asked = [{"id": "a", "question": "几天?", "answers": [{"text": "四天"}], "is_impossible": word}]
    data = {"data": [{"paragraphs": [{"context": "四天。", "qas": asked}]}]}
    (question,) = read_question_set(_write(tmp_path, "q.json", json.dumps(data))).questions
    assert question.answers == answers


@pytest.mark.parametrize(
    ("name", "content", "blank"),
    [
        ("q.csv", "问题,答案\n甲?,四天\n,四天\n", "3"),
        ("q.jsonl", '{"question": "甲?"}\n{"id": "b", "question": " "}\n', "b"),
        ("q.jsonl", '{"question": "甲?"}\n{"question": null}\n', "2"),
        (
            "q.json",
            '{"data": [{"paragraphs": [{"context": "乙", '
            '"qas": [{"id": 1, "question": "甲?"}, {"id": 2, "question": ""}]}]}]}',
            "2",
        ),
    ],
)
def test_a_question_without_a_text_is_passed_over_and_named(
    tmp_path: Path, name: str, content: str, blank: str
) -> None:
    found = read_question_set(_write(tmp_path, name, content))
    assert [question.text for question in found.questions] == ["甲?"]
    assert found.blank == (blank,)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.csv", "问,答\n几天?,四天\n", "没有“问题”这一列"),
        ("q.csv", "问题\n", "没有问题"),
        ("q.csv", "问题,答案\n甲,乙,四天\n", "格子比表头多.*第 2 行"),
        ("q.csv", "问题,答案\n甲?,四天\n乙?\n", "格子比表头少.*第 3 行"),
        ("q.csv", "编号,问题\n1,甲?\n1,乙?\n", "编号重复"),
        ("q.xlsx", b"PK\x03\x04 broken", "打不开"),
        ("q.json", '{"data": [{"paragraphs": [{"qas": []}]}]}', "SQuAD"),
        ("q.jsonl", '{"question": "甲?", "filters": {"x": 1}}', "filters"),
        ("q.jsonl", '{"question": "甲?", "filters": {"since": "昨天"}}', "日期"),
        ("q.jsonl", '{"question": "甲?", "passages": [1]}', "passages"),
        ("q.csv", b"\x00\x01\x02\xff\xfe", "q.csv"),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(QuestionSetError, match=message) as raised:
        read_questions(_write(tmp_path, name, content))
    assert name in str(raised.value)


def test_a_folder_that_is_no_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"corpus\.jsonl"):
        read_question_set(tmp_path)


def test_ten_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"{n},第{n}问?,答\n" for n in range(10_000))
    assert len(read_questions(_write(tmp_path, "q.csv", f"编号,问题,答案\n{rows}"))) == 10_000


@settings(deadline=None, max_examples=200)
@given(content=st.binary() | st.text().map(str.encode) | st.text('{}[]":,qustion问题\n| 1').map(str.encode))
def test_whatever_the_bytes_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("q") / "q"
    path.write_bytes(content)
    with suppress(QuestionSetError):
        assert read_questions(path)

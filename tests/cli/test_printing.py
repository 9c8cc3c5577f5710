"""The text output of the commands."""

from dataclasses import replace
from datetime import date

import pytest

from qa.cli.printing import print_answer, print_report, print_verification
from qa.library import Part, Problem, Verification
from qa.types import (
    AddReport,
    Answer,
    AnswerKind,
    AnswerSentence,
    Citation,
    DocumentSummary,
    Filters,
    Hit,
    LaterDocument,
    Listing,
    Metadata,
    Missing,
    Namesake,
    NamesakeField,
)

CITATION = Citation(1, "函", "深圳市", "", "", date(2019, 1, 1), None, (), 1, 0, 4, "/a/函.txt")
FOUND = Answer("几天?", True, 0.9, AnswerSentence("四天。", CITATION), ())
NOT_FOUND = Answer("几天?", False, 0.1, None, ())


@pytest.mark.parametrize("answer", [FOUND, NOT_FOUND])
def test_an_uncalibrated_confidence_has_a_remark(answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(answer)
    assert "未校准" not in capsys.readouterr().out
    print_answer(replace(answer, calibrated=False))
    assert "（把握未校准：没有按这个模型校准过，只供参考）" in capsys.readouterr().out


def test_an_answer_without_passages_says_why_there_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(NOT_FOUND)
    assert "资料库是空的" in capsys.readouterr().out
    print_answer(replace(NOT_FOUND, filters=Filters("甲局")))
    printed = capsys.readouterr().out
    assert "没有文件符合筛选条件" in printed
    assert "资料库是空的" not in printed


def test_filters_are_shown_if_the_question_named_them(capsys: pytest.CaptureFixture[str]) -> None:
    filtered = replace(FOUND, filters=Filters("深圳市", date(2019, 1, 1), date(2019, 12, 31)))
    print_answer(filtered)
    assert "只查了" not in capsys.readouterr().out
    print_answer(replace(filtered, filters_from_question=True))
    assert "只查了：发布机构含“深圳市”，2019年\n" in capsys.readouterr().out


def test_the_parts_of_problems_have_chinese_names(capsys: pytest.CaptureFixture[str]) -> None:
    verification = Verification(1, 1, 1, 1, tuple(Problem(part, "坏了") for part in Part))
    print_verification(verification, verification)
    names = ["数据库", "文件", "来源", "人工更正", "向量", "词语索引", "向量索引", "上传的原件", "人工指定"]
    assert capsys.readouterr().out.splitlines()[:9] == [f"有问题\t{name}\t坏了" for name in names]


@pytest.mark.parametrize(("field", "shown"), [("document_number", "文号"), ("title", "标题")])
def test_namesakes_name_the_field_in_chinese(
    field: NamesakeField, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(AddReport(namesakes=(Namesake("/a.txt", field, "甲", "/b.txt"),)))
    assert f"qa: {shown}相同而内容不同（甲）：/a.txt 和 /b.txt" in capsys.readouterr().err


def test_small_talk_gets_a_reply_with_questions(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(Answer("谢谢", False, 0.0, None, (), kind=AnswerKind.THANKS, suggestions=("几天?", "几点?")))
    assert capsys.readouterr().out == "不客气。还可以问，例如：\n几天?\n几点?\n"


def test_a_word_alone_is_not_said_to_be_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(Answer("狗", False, 0.0, None, (Hit(1, 1.0, "养狗", CITATION),), kind=AnswerKind.PLACES))
    assert capsys.readouterr().out.startswith("请问得具体些。这个词见于：\n")


def test_what_is_missing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(replace(NOT_FOUND, missing=(Missing("2020年", ("2019年",)),)))
    assert "资料中没有找到答案。资料里有2019年，没有2020年。" in capsys.readouterr().out


def test_a_possible_answer_is_said_to_be_one(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(replace(FOUND, found=False, confidence=0.1))
    assert capsys.readouterr().out.startswith("可能的答案，请核对：\n四天。\n")


def test_the_words_that_a_sentence_depends_on_stand_above_it(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(replace(FOUND, sentence=AnswerSentence("水产\t15元", CITATION, lead="摊位\t日租", items=3)))
    assert capsys.readouterr().out.startswith("摊位\t日租\n水产\t15元（共 3 项，余下的见原文）\n    《函》")


def test_a_part_without_an_answer_announces_no_passages(capsys: pytest.CaptureFixture[str]) -> None:
    passages = (Hit(1, 1.0, "养狗", CITATION),)
    later = (LaterDocument("repeals", replace(CITATION, title="新函")),)
    parts = (replace(FOUND, later=later), replace(NOT_FOUND, question="几点?", passages=passages))
    print_answer(replace(FOUND, parts=parts, passages=passages))
    printed = capsys.readouterr().out
    assert "    已被废止，见：《新函》" in printed
    assert "〔几点?〕\n资料中没有找到答案。\n\n[1] 《函》" in printed
    print_answer(replace(NOT_FOUND, passages=passages))
    assert "资料中没有找到答案。\n\n最接近的段落：\n[1] 《函》" in capsys.readouterr().out


def test_a_listing_says_how_many_documents_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    document = DocumentSummary(7, "/a/函.txt", Metadata("函"), 10, 1)
    for listing, words in (
        (Listing((document,), 1), "资料库里有 1 份\n7\t《函》\n"),
        (Listing((document,), 12), "资料库里有 12 份，这里列出 1 份\n7\t《函》\n"),
        (Listing((), 0), "资料库里没有这样的文件。\n"),
    ):
        print_answer(Answer("?", listing.total > 0, 1.0, None, (), kind=AnswerKind.DOCUMENTS, listing=listing))
        assert capsys.readouterr().out == words

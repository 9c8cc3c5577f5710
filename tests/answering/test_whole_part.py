"""An answer is extended to the part that it begins."""

import pytest

from qa.answering.whole_part import whole_part
from qa.types import Span

TEXT = (
    "7.加强校车安全。每辆校车配照管员。照管员应当持证；无证的不得跟车。\n"
    "校车停在门口。区里要求司机每年体检；体检不合格的停驾。家长可以监督。\n"
    "问：校车要提前预约吗？\n答：不用。家长在群里报名即可。\n"
    "8.其他。\n"
)


def extended(question: str, sentence: str, text: str = TEXT) -> str:
    start = text.index(sentence)
    found = whole_part(question, text, Span(start, start + len(sentence)))
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("question", "sentence", "part"),
    [
        ("如何加强校车安全", "每辆校车配照管员。", "每辆校车配照管员。照管员应当持证；无证的不得跟车。"),
        ("对司机有什么要求", "区里要求司机每年体检；", "区里要求司机每年体检；体检不合格的停驾。家长可以监督。"),
        ("校车要提前预约吗", "家长在群里报名即可。", "答：不用。家长在群里报名即可。"),
    ],
)
def test_a_paragraph_an_answer_of_the_document_or_a_whole_sentence(question: str, sentence: str, part: str) -> None:
    assert extended(question, sentence) == part


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("照管员要持证吗", "照管员应当持证；"),
        ("每车配几个照管员", "每辆校车配照管员。"),
        ("校车提前几天预约", "答：不用。"),
        ("食堂要提前预约吗", "家长可以监督。"),
    ],
)
def test_another_question_gets_its_sentence(question: str, sentence: str) -> None:
    assert extended(question, sentence) == sentence


def test_inside_a_paragraph_fewer_sentences_follow() -> None:
    text = "校车停在门口。区里要求司机每年体检；" + "体检在每年三月进行并由医院出具证明。" * 30
    assert 100 < len(extended("对司机有什么要求", "区里要求司机每年体检；", text)) <= 150


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    text = "每车配照管员。" + "照管员应当在出车前检查车辆并做好记录。" * 30
    part = extended("如何加强校车安全", "每车配照管员。", text)
    assert part.endswith("。")
    assert 250 < len(part) <= 300

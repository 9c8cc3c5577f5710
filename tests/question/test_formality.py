"""Formal phrases, such as thanks, a signature or a date, answer only a question for them."""

import pytest

from qa.question import QuestionFeatures, is_formality, is_unasked_signature


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年2月2日",
        "二〇二〇年二月二日",
        "云州市青石区行政审批局",
        "感谢您的充分理解和大力支持！",
        "特此通知。",
        "由此带来的不便，敬请谅解。",
        "新华社太原2月7日电/题：解燃“煤”之急",
        "为规范医疗废物的处置，保护环境，特制定本指南。",
        "为加强名册管理，根据有关文件精神，国家税务总局制定了《企业名册管理办法》。",
        "整合两项医疗保险，对促进城乡经济社会协调发展具有重要意义。",
    ],
)
def test_a_formal_phrase_does_not_answer_a_question_for_demands(sentence: str) -> None:
    assert is_formality(QuestionFeatures("大厅对办事人员有何要求"), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("意见是哪天印发的", "2016年10月25日"),
        ("这是哪个单位发的", "云州市青石区行政审批局"),
        ("指南制定的目的是什么", "为规范医疗废物的处置，保护环境，特制定本指南。"),
    ],
)
def test_a_formal_phrase_answers_a_question_for_it(question: str, sentence: str) -> None:
    assert not is_formality(QuestionFeatures(question), sentence)


@pytest.mark.parametrize(
    "sentence", ["请办事人员佩戴口罩并配合体温检测，登记后进入大厅办理业务。", "办事人员要即办即走。"]
)
def test_a_sentence_that_demands_something_is_no_formal_phrase(sentence: str) -> None:
    assert not is_formality(QuestionFeatures("大厅对办事人员有何要求"), sentence)


_SIGNATURE = "感谢您的充分理解和大力支持！\n云州市青石区行政审批局\n\n2020年2月2日"


@pytest.mark.parametrize("question", ["大厅对办事人员有何要求", "青石区的人在网上怎么咨询"])
def test_a_signature_without_anything_else_is_not_asked_for(question: str) -> None:
    assert is_unasked_signature(QuestionFeatures(question), _SIGNATURE)


@pytest.mark.parametrize("question", ["这份通告是谁发的", "通告是什么时候发布的", "青石区行政审批局"])
def test_a_signature_is_asked_for_by_its_body_its_date_or_its_own_words(question: str) -> None:
    assert not is_unasked_signature(QuestionFeatures(question), _SIGNATURE)


def test_a_signature_with_telephone_numbers_may_answer() -> None:
    signature = "举报热线：84038110\n云州市青石区行政审批局\n2020年2月2日"
    assert not is_unasked_signature(QuestionFeatures("大厅对办事人员有何要求"), signature)

"""A penalty, and the rule that it refers to."""

import pytest

from qa.answering.penalty import asks_penalty, rules_referred, states_penalty


@pytest.mark.parametrize("question", ["随地吐痰罚多少", "旷课什么处分", "无证卖酒会怎么样"])
def test_a_question_for_what_follows_asks_for_a_penalty(question: str) -> None:
    assert asks_penalty(question)
    assert not asks_penalty("哪里可以办证")


@pytest.mark.parametrize("sentence", ["处一百元以下罚款", "给予记过处分", "该科成绩记零分", "免予行政处罚"])
def test_a_sentence_with_a_penalty_or_its_absence_states_one(sentence: str) -> None:
    assert states_penalty(sentence)
    assert not states_penalty("禁止在树木上晾晒物品")


def test_a_penalty_names_the_items_that_it_punishes() -> None:
    sentences = [
        "第二十八条 禁止下列行为：",
        "（一）随地吐痰；",
        "（二）乱扔烟蒂；",
        "（三）乱丢电池；",
        "违反前款第（一）项规定的，处二百元以下罚款；",
        "违反前款第（二）、（三）项规定的，处一百元以下罚款。",
    ]
    assert rules_referred(sentences)[4:] == ((1,), (2, 3))


def test_a_penalty_without_a_number_means_the_rule_before_it_and_a_heavier_one_the_same() -> None:
    sentences = [
        "第三条 禁止晾晒物品。",
        "违反规定的，责令改正；",
        "拒不改正的，处二十元罚款。",
        "第四条 违反规定的，处罚款。",
    ]
    assert rules_referred(sentences) == ((), (0,), (1, 0), ())

"""The penalty for a rule comes before the rule, if the question asks for it."""

from qa.answering.penalty_first import penalty_first
from tests.answering.test_matching_list import first, ranking

RULE = "第十八条 不得有虚假的急救呼叫行为。"
PENALTY = "第六十二条 违反本条例第十八条第二款规定，有虚假的急救呼叫行为的，由公安部门依法予以处罚。"
OTHER = "第六十条 违反本条例第八条规定的，处一百元罚款。"


def test_the_penalty_for_the_rule_comes_first() -> None:
    assert first(penalty_first("乱打120有啥后果", ranking(RULE, OTHER, PENALTY))) == PENALTY
    assert first(penalty_first("乱打120罚多少", ranking(RULE, PENALTY))) == PENALTY


def test_the_rule_stays_first_if_no_penalty_for_it_is_asked_or_found() -> None:
    assert first(penalty_first("能乱打120吗", ranking(RULE, PENALTY))) == RULE
    assert first(penalty_first("乱打120有啥后果", ranking(RULE, OTHER))) == RULE
    assert first(penalty_first("乱打120有啥后果", ranking(RULE, PENALTY, documents=(1, 2)))) == RULE


def test_a_passage_that_states_a_penalty_stays_first() -> None:
    both = f"{RULE}违者处五十元罚款。"
    assert first(penalty_first("乱打120罚多少", ranking(both, PENALTY))) == both

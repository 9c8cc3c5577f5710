"""Plan the measurements of the page."""

from itertools import chain

import pytest

from benchmarks.page_load import WARM_UP, plan


def test_every_question_is_asked_at_most_once() -> None:
    questions = [f"第{number}个问题?" for number in range(40)]
    planned = plan(questions, alone=5, sessions=3, each=4)
    assert len(planned.alone) == len(planned.own_code) == 5 + WARM_UP
    assert [len(part) for part in (*planned.sessions, *planned.clients)] == [4] * 6
    asked = [*planned.alone, *planned.own_code, *chain(*planned.sessions), *chain(*planned.clients)]
    assert len(set(asked)) == len(asked)


def test_too_few_questions_are_refused_with_the_number_needed() -> None:
    with pytest.raises(ValueError, match=r"37 distinct questions, but 38 are needed.*larger question set"):
        plan([f"第{number}个问题?" for number in range(37)], alone=5, sessions=3, each=4)

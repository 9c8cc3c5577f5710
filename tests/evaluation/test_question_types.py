"""Types of questions in a report."""

import pytest

from qa.evaluation import Question
from qa.evaluation.question_types import question_type


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("服务热线是多少?", "", "电话"),
        ("几点关门?", "", "时间"),
        ("有几个办事点?", "", "数量"),
        ("能否网上办理?", "", "是否"),
        ("图书馆", "", "其他"),
        ("几点关门?", "表格", "表格"),
    ],
)
def test_a_question_has_its_stated_type_or_that_of_its_words(text: str, kind: str, expected: str) -> None:
    assert question_type(Question("1", text, kind=kind)) == expected

"""Whether a question names a subject of its own."""

import pytest

from qa.question import lacks_subject, standalone_forms


@pytest.mark.parametrize(
    "question", ["今天天气怎么样?", "物业费由谁定?", "怎么申请低保", "如何办理居住证?", "可以养狗吗", "要交多少税"]
)
def test_a_question_with_a_subject_of_its_own_does_not_take_the_topic_before(question: str) -> None:
    assert standalone_forms(question, ["停车费多少钱"]) == (question,)


@pytest.mark.parametrize("question", ["需要什么材料", "去哪个窗口", "要多少押金", "怎么投诉", "停车费怎么交"])
def test_a_question_for_what_every_matter_has_takes_the_topic_before(question: str) -> None:
    forms = standalone_forms(question, ["停车费多少钱"])
    assert any(form.startswith("停车费") for form in forms)


@pytest.mark.parametrize("question", ["谁审批?", "需要什么材料", "多少钱", "怎么办理?", "什么时候施行"])
def test_a_question_alone_may_lack_its_subject(question: str) -> None:
    assert lacks_subject(question)


@pytest.mark.parametrize("question", ["低保怎么申请", "最低工资多少", "什么是扒窃?", "值班电话多少?", "谁负责河道清淤"])
def test_a_question_with_a_subject_does_not_lack_it(question: str) -> None:
    assert not lacks_subject(question)


def test_another_deed_is_asked_like_the_deed_before() -> None:
    assert standalone_forms("旷工呢?", ["迟到扣多少钱?"]) == ("旷工扣多少钱?",)

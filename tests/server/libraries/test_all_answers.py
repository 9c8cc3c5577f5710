"""Questions to several libraries."""

from dataclasses import dataclass, replace
from typing import cast

from qa.errors import QuestionError
from qa.server.libraries.all_answers import all_answers
from qa.types import Answer, AnswerSentence, Citation
from qa.web.service import Service

SENTENCE = AnswerSentence("每周二闭馆。", Citation(1, "", "", "", "", None, None, (), 1, 0, 1, ""))
FOUND = Answer("?", True, 0.8, SENTENCE, ())


@dataclass
class FixedService:
    """Answers every question with the same answer."""

    answer: Answer | None

    def ask(self, question: str) -> Answer:
        """Return the answer, or fail."""
        if self.answer is None:
            raise QuestionError("太忙了")
        return self.answer


def test_the_surest_answer_comes_first_and_failures_last() -> None:
    answers = {
        "failed": None,
        "none": Answer("?", False, 0.0, None, ()),
        "possible": Answer("?", False, 0.4, SENTENCE, ()),
        "found": FOUND,
        "certain": replace(FOUND, confidence=1.0),
        "pinned": replace(FOUND, confidence=1.0, pinned=True),
    }
    services = {name: cast("Service", FixedService(answer)) for name, answer in answers.items()}
    found = all_answers(services, lambda service: service.ask("?"))
    assert [each.library for each in found] == ["pinned", "certain", "found", "possible", "none", "failed"]
    assert str(found[-1].failure) == "太忙了"
    assert all_answers({}, lambda service: service.ask("?")) == []

"""Questions to all libraries."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from qa.errors import QuestionError
from qa.server.accounts.roles import Identity, Role
from qa.server.libraries.ask_all import ask_all
from qa.server.libraries.offered_libraries import OfferedLibrary
from qa.types import Answer, AnswerSentence, Citation
from qa.web.guards.fair_turns import ANYONE

SENTENCE = AnswerSentence("每周二闭馆。", Citation(1, "", "", "", "", None, None, (), 1, 0, 1, ""))


@dataclass
class FixedService:
    """Answers every question with the same."""

    answer: Answer | None

    def ask(self, question: str, client: object) -> Answer:
        """Return the answer, or fail."""
        if self.answer is None:
            raise QuestionError("太忙了")
        return self.answer


def offered(name: str, answer: Answer | None) -> OfferedLibrary:
    """Return a library with a fixed answer."""
    return cast(Any, SimpleNamespace(configured=SimpleNamespace(name=name), service=FixedService(answer)))


def test_the_surest_answer_comes_first_and_failures_last() -> None:
    libraries = [
        offered("failed", None),
        offered("none", Answer("?", False, 0.0, None, ())),
        offered("possible", Answer("?", False, 0.4, SENTENCE, ())),
        offered("found", Answer("?", True, 0.8, SENTENCE, ())),
        offered("surer", Answer("?", True, 0.9, SENTENCE, ())),
        offered("hidden", Answer("?", True, 1.0, SENTENCE, ())),
    ]
    identity = Identity("li", {library.configured.name: Role.READER for library in libraries[:-1]})
    answers = ask_all("?", libraries, identity, ANYONE)
    assert [found.library.configured.name for found in answers] == ["surer", "found", "possible", "none", "failed"]
    assert answers[-1].failure == "太忙了"

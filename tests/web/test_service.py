"""The library gets ready behind the page, and a question waits for it."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import pytest

from qa.errors import QaError, SettingsError
from qa.library import AddProgress, Library
from qa.types import AddReport, Answer
from qa.web.service import Service

ANSWER = Answer("问", False, 0.0, None, ())
LONG = 10.0


class FakeLibrary:
    """A library that loads until it is let go."""

    def __init__(self, generation: int = 0, failure: Exception | None = None) -> None:
        self.generation = generation
        self.may_load = threading.Event()
        self.may_finish = threading.Event()
        self.adding = threading.Event()
        self.added: list[Path] = []
        self._failure = failure

    def load_model(self) -> None:
        """Load when let go."""
        assert self.may_load.wait(LONG)
        if self._failure:
            raise self._failure

    def add(self, path: Path, on_progress: Callable[[AddProgress], None]) -> AddReport:
        """Add when let go."""
        self.added.append(path)
        on_progress(AddProgress(0, 1, 3, 22))
        self.adding.set()
        assert self.may_finish.wait(LONG)
        return AddReport(added=(str(path),))

    def ask(self, question: str, earlier: Sequence[str], narrow: bool) -> Answer:
        """Always the same."""
        return ANSWER


def _service(library: FakeLibrary, first_documents: Path) -> Service:
    service = Service(cast(Library, library), first_documents)
    service.start()
    return service


def _let_go(library: FakeLibrary) -> None:
    library.may_load.set()
    library.may_finish.set()


def test_a_new_library_gets_the_first_documents(tmp_path: Path) -> None:
    library = FakeLibrary()
    service = _service(library, tmp_path)
    _let_go(library)
    assert service.wait(LONG)
    assert library.added == [tmp_path]


def test_a_library_that_was_used_before_does_not(tmp_path: Path) -> None:
    library = FakeLibrary(generation=2)
    service = _service(library, tmp_path)
    _let_go(library)
    assert service.wait(LONG)
    assert library.added == []


def test_there_may_be_no_first_documents(tmp_path: Path) -> None:
    library = FakeLibrary()
    service = _service(library, tmp_path / "missing")
    _let_go(library)
    assert service.ask("问") is ANSWER
    assert library.added == []


def test_a_question_waits_until_the_library_is_ready(tmp_path: Path) -> None:
    library = FakeLibrary()
    service = _service(library, tmp_path)
    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(service.ask("问")))
    asking.start()
    assert not service.wait(0.05)
    assert answers == []
    _let_go(library)
    asking.join(LONG)
    assert answers == [ANSWER]


def test_it_says_how_far_the_first_documents_are(tmp_path: Path) -> None:
    library = FakeLibrary()
    service = _service(library, tmp_path)
    library.may_load.set()
    assert library.adding.wait(LONG)
    assert service.progress
    assert (service.progress.passages_done, service.progress.passages_total) == (3, 22)
    library.may_finish.set()
    assert service.wait(LONG)


def test_every_question_is_told_why_the_library_is_not_ready(tmp_path: Path) -> None:
    failure = SettingsError("找不到模型：x")
    library = FakeLibrary(failure=failure)
    service = _service(library, tmp_path)
    _let_go(library)
    for _ in range(2):
        with pytest.raises(SettingsError, match="找不到模型：x"):
            service.ask("问")


def test_an_unexpected_failure_ends_the_waiting_too(tmp_path: Path) -> None:
    library = FakeLibrary(failure=MemoryError("no memory"))
    service = _service(library, tmp_path)
    _let_go(library)
    with pytest.raises(QaError, match="no memory"):
        service.ask("问")

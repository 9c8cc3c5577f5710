"""The service gets the library ready, and questions wait for it."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import cast

import pytest

from qa.errors import LibraryError, QaError, QuestionError, SettingsError
from qa.feedback import Feedback
from qa.library import AddProgress, Library
from qa.types import AddReport, Answer, AnswerKind, DocumentSummary
from qa.web.events import QUESTIONS_WAITING
from qa.web.guards.fair_turns import Client
from qa.web.service import Service

ANSWER = Answer("问", False, 0.0, None, ())
LONG = 10.0


class FakeLibrary:
    """A library whose loading and adding wait for events."""

    def __init__(self, generation: int = 0, failure: Exception | None = None) -> None:
        self.generation = generation
        self.may_load = threading.Event()
        self.may_finish = threading.Event()
        self.adding = threading.Event()
        self.added: list[Path] = []
        self.read = 0
        self._failure = failure

    def load_model(self, on_progress: Callable[[AddProgress], None]) -> None:
        """Wait for ``may_load``; then load or fail."""
        assert self.may_load.wait(LONG)
        if self._failure:
            raise self._failure

    def add(self, path: Path, on_progress: Callable[[AddProgress], None]) -> AddReport:
        """Wait for ``may_finish``; then add."""
        self.added.append(path)
        on_progress(AddProgress(0, 1, 3, 22))
        self.adding.set()
        assert self.may_finish.wait(LONG)
        return AddReport(added=(str(path),))

    def check_model(self) -> None:
        """Find nothing wrong."""

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return no documents and count the call."""
        self.read += 1
        return ()

    def ask(self, question: str, k: int, earlier: Sequence[str], narrow: bool) -> Answer:
        """Return the same answer to every question."""
        return ANSWER


class SlowLibrary(FakeLibrary):
    """A library that counts how many questions it answers at the same time."""

    def __init__(self) -> None:
        super().__init__(generation=1)
        self.most = 0
        self._answering = 0
        self._lock = threading.Lock()

    def ask(self, question: str, k: int, earlier: Sequence[str], narrow: bool) -> Answer:
        """Take 50 ms to answer."""
        with self._lock:
            self._answering += 1
            self.most = max(self.most, self._answering)
        time.sleep(0.05)
        with self._lock:
            self._answering -= 1
        return ANSWER


def _service(library: FakeLibrary, first_documents: Path) -> Service:
    service = Service(cast(Library, library), first_documents)
    service.start()
    return service


def _release(library: FakeLibrary) -> None:
    library.may_load.set()
    library.may_finish.set()


def test_a_new_library_gets_the_first_documents(tmp_path: Path) -> None:
    library = FakeLibrary()
    service = _service(library, tmp_path)
    _release(library)
    assert service.wait(LONG)
    assert library.added == [tmp_path]


def test_a_library_that_was_used_before_gets_no_first_documents(tmp_path: Path) -> None:
    library = FakeLibrary(generation=2)
    service = _service(library, tmp_path)
    _release(library)
    assert service.wait(LONG)
    assert library.added == []


def test_a_missing_folder_of_first_documents_is_skipped(tmp_path: Path) -> None:
    library = FakeLibrary()
    service = _service(library, tmp_path / "missing")
    _release(library)
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
    _release(library)
    asking.join(LONG)
    assert answers == [ANSWER]


def test_two_of_many_questions_are_answered_at_the_same_time(tmp_path: Path) -> None:
    library = SlowLibrary()
    service = _service(library, tmp_path)
    _release(library)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(service.ask, ["问"] * 8))
    assert answers == [ANSWER] * 8
    assert library.most == 2


def test_the_progress_of_the_first_documents_is_known(tmp_path: Path) -> None:
    library = FakeLibrary()
    service = _service(library, tmp_path)
    library.may_load.set()
    assert library.adding.wait(LONG)
    assert service.progress
    assert (service.progress.passages_done, service.progress.passages_total) == (3, 22)
    library.may_finish.set()
    assert service.wait(LONG)


def test_every_question_gets_the_reason_why_the_library_failed_to_get_ready(tmp_path: Path) -> None:
    failure = SettingsError("找不到模型：x")
    library = FakeLibrary(failure=failure)
    service = _service(library, tmp_path)
    _release(library)
    for _ in range(2):
        with pytest.raises(SettingsError, match="找不到模型：x"):
            service.ask("问")


def test_an_unexpected_failure_ends_the_waiting(tmp_path: Path) -> None:
    library = FakeLibrary(failure=MemoryError("no memory"))
    service = _service(library, tmp_path)
    _release(library)
    with pytest.raises(QaError, match="no memory"):
        service.ask("问")


def _with_examples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Service, FakeLibrary, list[int]]:
    """Return a ready service, its library, and the generations for which examples were searched."""
    searched: list[int] = []

    def find(library: FakeLibrary) -> tuple[str, ...]:
        searched.append(library.generation)
        time.sleep(0.05)
        return (f"问{library.generation}",)

    monkeypatch.setattr("qa.web.service.example_questions", find)
    library = FakeLibrary(generation=2)
    _release(library)
    return _service(library, tmp_path), library, searched


def test_pages_that_open_at_the_same_time_share_one_search_for_examples(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    service, _, searched = _with_examples(monkeypatch, tmp_path)
    with ThreadPoolExecutor(8) as pages:
        assert set(pages.map(lambda _: service.examples(), range(8))) == {("问2",)}
    assert searched == [2]


def test_the_examples_stay_while_documents_are_added(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    service, library, searched = _with_examples(monkeypatch, tmp_path)
    assert service.examples() == ("问2",)
    with service.adding():
        library.generation = 3
        assert service.examples() == ("问2",)
    assert service.examples() == ("问3",)
    assert searched == [2, 3]


def test_a_damaged_document_removes_the_examples_but_not_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    service, _, _ = _with_examples(monkeypatch, tmp_path)

    def damaged(_: object) -> tuple[str, ...]:
        raise LibraryError("编号为 1 的文件损坏了")

    monkeypatch.setattr("qa.web.service.example_questions", damaged)
    assert service.examples() == ()


def test_the_documents_are_read_once_until_the_library_changes(tmp_path: Path) -> None:
    library = FakeLibrary(generation=2)
    service = _service(library, tmp_path)
    for _ in range(3):
        service.documents()
    assert library.read == 1
    library.generation = 3
    service.documents()
    assert library.read == 2
    _release(library)


def test_the_loaded_objects_are_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []
    monkeypatch.setattr("qa.web.service.gc.freeze", lambda: threads.append(threading.current_thread()))
    library = FakeLibrary(generation=2)
    service = _service(library, tmp_path)
    assert service._thread not in threads
    _release(library)
    assert service.wait(LONG)
    assert service._thread in threads


def test_questions_beyond_the_queue_get_the_advice_to_retry(tmp_path: Path) -> None:
    service = _service(FakeLibrary(), tmp_path)

    def ask(number: int) -> str:
        try:
            service.ask("问", client=Client("10.0.0.1", str(number)))
        except QuestionError as error:
            return str(error)
        return ""

    count = QUESTIONS_WAITING + 10
    with ThreadPoolExecutor(count) as pool:
        asked = [pool.submit(ask, number) for number in range(count)]
        refused = [error for error in (done.result() for done in islice(as_completed(asked, LONG), 8)) if error]
        _release(cast(FakeLibrary, service.library))
    assert refused == ["现在提问的人很多，这个问题没有排上。请过几秒再问一次"] * 8
    assert sum(not done.result() for done in asked) == count - 8


def test_a_page_that_stores_no_feedback_says_so(tmp_path: Path) -> None:
    class Kept(FakeLibrary):
        folder = tmp_path

    verdict = Feedback("问", True, "", "答", "函.txt")
    with pytest.raises(LibraryError, match="QA_READ_ONLY_FEEDBACK=1"):
        Service(cast(Library, Kept()), tmp_path, read_only=True, stores_feedback=False).store_feedback(verdict)
    assert not (tmp_path / "feedback.jsonl").exists()
    Service(cast(Library, Kept()), tmp_path, read_only=True).store_feedback(verdict)
    assert (tmp_path / "feedback.jsonl").exists()


def test_small_talk_gets_three_example_questions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    service, _, _ = _with_examples(monkeypatch, tmp_path)
    monkeypatch.setattr(FakeLibrary, "ask", lambda *_, **__: replace(ANSWER, kind=AnswerKind.THANKS))
    assert service.ask("谢谢").suggestions == ("问2",)
    monkeypatch.setattr(FakeLibrary, "ask", lambda *_, **__: ANSWER)
    assert service.ask("问").suggestions == ()

"""A removed document does not appear in any interface, even after a restart."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from fastapi.testclient import TestClient

import qa.library
from qa import Library
from qa.cli import main
from qa.errors import LibraryError
from qa.web.conversations.conversation import Conversation
from qa.web.conversations.exporting import conversation_markdown
from qa.web.conversations.question_request import QuestionRequest
from qa.web.originals import add_original_files
from qa.web.service import Service

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

GONE = "青鸾路游泳馆"
QUESTIONS = (f"{GONE}哪天闭馆?", "游泳馆周三闭馆吗?", "乙区通知")


def surfaces(folder: Path, removed: int) -> Iterator[tuple[str, str]]:
    """Yield the name and the output of each interface of a library, without the question itself."""
    with Library.open(folder) as library:
        for question in QUESTIONS:
            answer = library.ask(question, k=100)
            yield "ask", repr((answer.sentence, answer.passages))
            yield "retrieve", repr(library.retrieve(question, k=100))
            yield "filtered", repr(library.retrieve(question, k=100, document_id=removed))
            yield "issuer", repr(library.retrieve(question, k=100, issuer="乙区"))
        yield "documents", repr(library.documents())
        with suppress(LibraryError):
            yield "document", repr(library.document(removed))
        with suppress(LibraryError):
            yield "text", library.document_text(removed)
        service = Service(library, folder / "none")
        service.start()
        yield "examples", repr(service.examples())
        for question in QUESTIONS:
            conversation = Conversation()
            *_, messages = conversation.ask(service, QuestionRequest(question))
            yield "page", repr(messages[1:])
            yield "export", conversation_markdown(conversation).replace(question, "")
        server = FastAPI()
        add_original_files(server, library)
        yield "original", TestClient(server).get(f"/original/{removed}").text
    for command in (["list"], ["show", str(removed)], ["stats"]):
        yield command[0], CliRunner().invoke(main, [*command, "--library", str(folder)]).output
    for question in QUESTIONS:
        shown = CliRunner().invoke(main, ["ask", question, "--library", str(folder), "-k", "100"]).output
        yield "ask on the command line", shown.replace(question, "")


def places(folder: Path, removed: int) -> set[str]:
    """Return the names of the interfaces that show the removed document."""
    return {name for name, shown in surfaces(folder, removed) if GONE in shown or "乙.txt" in shown}


@pytest.mark.parametrize("how", ["remove", "command", "sync"])
def test_a_removed_document_appears_in_no_interface(
    how: str, tmp_path: Path, fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qa.library, "Encoder", lambda model=None: fake_encoder)
    documents, folder = tmp_path / "documents", tmp_path / "library"
    documents.mkdir()
    (documents / "甲.txt").write_text("甲区通知\n凤凰路图书馆每周一闭馆。", encoding="utf-8")
    file = documents / "乙.txt"
    file.write_text(f"乙区通知\n发布机构：乙区\n{GONE}每周三闭馆。", encoding="utf-8")
    with Library.open(folder) as library, Library.open(folder) as reader:
        library.add(documents)
        (removed,) = [one.id for one in library.documents() if one.source == str(file)]
        before = places(folder, removed)
        assert before >= {"ask", "retrieve", "documents", "document", "text", "page", "original", "list", "show"}
        if how == "remove":
            library.remove(removed)
        elif how == "command":
            assert CliRunner().invoke(main, ["remove", str(removed), "--library", str(folder)]).exit_code == 0
        else:
            file.unlink()
            library.add(documents, sync=True)
        assert GONE not in repr([reader.retrieve(question, k=100) for question in QUESTIONS])
    assert places(folder, removed) == set()
    for index in (folder / "vectors.faiss", *(folder / "lexical").iterdir()):
        index.unlink()
    assert places(folder, removed) == set()

"""Readers while a writer works: they see a document before or after its change, never half of it."""

import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import LibraryError
from qa.index import LocalEngineWriter
from qa.index.ingest import pipeline

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

DOCUMENTS, ARTICLES, VERSIONS = 8, 3, 6


def write(folder: Path, version: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        articles = "".join(
            f"第{article}条 第{number}号办法第{version}版的规定{article}。\n" for article in range(1, ARTICLES + 1)
        )
        (folder / f"{number}.txt").write_text(f"第{number}号办法第{version}版\n{articles}", encoding="utf-8")


def version_of(text: str) -> str:
    return text.split("办法第")[1].split("版", maxsplit=1)[0]


def check(library: Library, seen: set[tuple[str, ...]]) -> None:
    """Check that every document is present, complete and in one version."""
    hits = library.retrieve("办法的规定", k=1000)
    passages = defaultdict(list)
    for hit in hits:
        passages[hit.citation.document_id].append(version_of(hit.text))
        # The writer may have replaced the document by now; then its text is gone and not another version's.
        with suppress(LibraryError):
            text = library.document_text(hit.citation.document_id)
            assert text[hit.citation.start : hit.citation.end] == hit.text
    sources = [hit.citation.source for hit in hits]
    assert len(set(sources)) == len(passages) == DOCUMENTS, "a document is missing or there twice"
    for versions in passages.values():
        assert len(versions) == len(next(iter(passages.values())))
        assert len(set(versions)) == 1, "two versions of one document"
    seen.add(tuple(sorted(versions[0] for versions in passages.values())))


@pytest.mark.parametrize("shared", [True, False], ids=["the writer's own library", "another one"])
def test_readers_see_whole_documents_while_a_writer_replaces_them(
    tmp_path: Path, fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    monkeypatch.setattr(pipeline, "_GROUP_PASSAGES", ARTICLES + 1)
    folder = tmp_path / "documents"
    write(folder, 0)
    with Library.open(tmp_path / "library", encoder=fake_encoder) as writer:
        writer.add(folder)
        reader = writer if shared else Library.open(tmp_path / "library", encoder=fake_encoder)
        failures: list[BaseException] = []

        def replace_all() -> None:
            try:
                for version in range(1, VERSIONS):
                    write(folder, version)
                    writer.add(folder)
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=replace_all)
        thread.start()
        seen: set[tuple[str, ...]] = set()
        while thread.is_alive():
            check(reader, seen)
        thread.join()
        assert not failures
        check(reader, seen)
        assert len(seen) > VERSIONS, "the reader has seen the library between two documents"
        assert (str(VERSIONS - 1),) * DOCUMENTS in seen
        assert not reader.verify().problems
        reader.close()


def test_a_reader_shows_the_older_state_until_the_indexes_are_updated(
    tmp_path: Path, fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "documents"
    write(folder, 0)
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        library.add(folder)
        write(folder, 1)
        with monkeypatch.context() as patch:
            # Simulate a writer that is killed after the store and before the indexes are written.
            patch.setattr(LocalEngineWriter, "update", lambda *_: None)
            patch.setattr(LocalEngineWriter, "finish", lambda *_: None)
            library.add(folder)
            seen: set[tuple[str, ...]] = set()
            check(library, seen)
            assert seen == {("0",) * DOCUMENTS}
        check(library, seen)
        assert ("1",) * DOCUMENTS in seen

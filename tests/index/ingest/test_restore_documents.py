"""Removed documents come back as they were."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.index.store import StoreWriter
from tests.index.ingest.sample_files import write_files

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def test_a_restored_document_has_its_number_its_sources_and_its_passages(
    plain_library: Library, fake_encoder: "FakeEncoder", tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。")
    plain_library.add(folder)
    contents = plain_library.document(plain_library.documents()[0].id)
    plain_library.remove(contents.summary.id)
    (folder / "a.txt").unlink()
    plain_library.restore(contents)
    assert plain_library.document(contents.summary.id) == contents
    assert len(contents.summary.sources) == 2
    assert fake_encoder.encoded[-1] == fake_encoder.encoded[0]
    assert plain_library.verify().problems == ()


def test_documents_are_restored_all_together_or_not_at_all(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_library.add(write_files(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="乙县图书馆每周二闭馆。"))
    gone = [plain_library.document(summary.id) for summary in plain_library.documents()]
    for contents in gone:
        plain_library.remove(contents.summary.id)
    put, documents = StoreWriter._put, []

    def fail_at_the_second(store: StoreWriter, change: object, new: object, *rest: object) -> object:
        documents.append(new)
        if len(documents) == 2:
            raise KeyboardInterrupt
        return put(store, change, new, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(StoreWriter, "_put", fail_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        plain_library.restore(*gone)
    assert plain_library.documents() == ()
    monkeypatch.undo()
    plain_library.restore(*gone)
    assert [plain_library.document(contents.summary.id) for contents in gone] == gone
    assert plain_library.verify().problems == ()

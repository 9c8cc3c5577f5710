"""A removed document comes back as it was."""

from pathlib import Path
from typing import TYPE_CHECKING

from qa import Library
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

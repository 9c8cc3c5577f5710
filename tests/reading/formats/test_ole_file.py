"""OLE compound files."""

from qa.reading.formats.ole_file import OLE_SIGNATURE, ole_streams, open_ole
from tests.reading.formats.ole_samples import compound_file


def test_the_streams_at_the_root_are_listed() -> None:
    assert ole_streams(compound_file({"Workbook": b"1", "Other": b"2"})) == {"Workbook", "Other"}


def test_other_and_damaged_files_have_no_streams() -> None:
    for content in (b"", b"PK\3\4", OLE_SIGNATURE, OLE_SIGNATURE + b"\xff" * 2000):
        assert open_ole(content) is None
        assert ole_streams(content) == frozenset()

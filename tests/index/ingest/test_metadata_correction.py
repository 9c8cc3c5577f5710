"""Metadata that a person corrected."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qa import Library, LibraryError, Metadata
from qa.index import Part
from tests.index.upkeep.library_damage import edit_database

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

TEXT = "图书馆开放通知\n甲县图书馆每周一闭馆。\n读者凭证入馆。\n"


@pytest.fixture
def library(tmp_path: Path, fake_encoder: "FakeEncoder") -> Iterator[Library]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        library.add(tmp_path / "a.txt")
        yield library


def metadata(library: Library) -> Metadata:
    (summary,) = library.documents()
    return summary.metadata


def test_a_correction_is_on_every_citation_and_the_library_stays_sound(library: Library) -> None:
    corrected = library.correct_metadata(
        1, issuer=" 甲县文化局 ", date_written="2024-05-01", document_number="甲文〔2024〕3号"
    )
    assert corrected == metadata(library)
    citation = library.retrieve("图书馆闭馆")[0].citation
    assert (citation.issuer, citation.date_written) == ("甲县文化局", date(2024, 5, 1))
    assert library.retrieve("图书馆闭馆", issuer="文化局", document_number="甲文[2024]3号")
    assert not library.retrieve("图书馆闭馆", issuer="财政局")
    assert library.verify().problems == ()


def test_a_correction_is_seen_by_the_next_question_although_passages_are_kept(library: Library) -> None:
    assert library.retrieve("图书馆闭馆")[0].citation.status == ""
    library.correct_metadata(1, status="已废止")
    assert library.retrieve("图书馆闭馆")[0].citation.status == "已废止"


def test_a_correction_survives_a_new_version_of_the_file(library: Library, tmp_path: Path) -> None:
    library.correct_metadata(1, issuer="甲县文化局")
    library.correct_metadata(1, title="图书馆闭馆通知", status="现行有效")
    (tmp_path / "a.txt").write_text(TEXT.replace("周一", "周二"), encoding="utf-8")
    assert library.add(tmp_path / "a.txt").replaced
    found = metadata(library)
    assert (found.title, found.issuer, found.status) == ("图书馆闭馆通知", "甲县文化局", "现行有效")
    assert library.verify().problems == ()


def test_a_corrected_title_is_searched(library: Library, fake_encoder: "FakeEncoder") -> None:
    library.correct_metadata(1, title="滑冰场管理办法")
    assert library.retrieve("滑冰场")[0].citation.title == "滑冰场管理办法"
    assert library.verify().problems == ()
    assert library.statistics().documents == 1


def test_a_field_can_be_emptied(library: Library) -> None:
    library.correct_metadata(1, date_written=date(2024, 5, 1), issuer="甲县文化局")
    library.correct_metadata(1, date_written=None, issuer="")
    assert (metadata(library).date_written, metadata(library).issuer) == (None, "")


def test_another_file_with_the_same_name_elsewhere_is_not_corrected(library: Library, tmp_path: Path) -> None:
    library.correct_metadata(1, issuer="甲县文化局")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.txt").write_text(TEXT.replace("甲县", "乙县"), encoding="utf-8")
    library.add(tmp_path / "b")
    assert [summary.metadata.issuer for summary in library.documents()] == ["甲县文化局", ""]


@pytest.mark.parametrize(
    ("corrections", "message"),
    [
        ({"title": "  "}, "题目不能是空的"),
        ({"date_written": "去年"}, "日期看不懂"),
        ({"author": "某人"}, "没有 author"),
        ({"issuer": 3}, "issuer 的值不对"),
    ],
)
def test_a_wrong_correction_is_refused_and_changes_nothing(
    library: Library, corrections: dict[str, Any], message: str
) -> None:
    before = metadata(library)
    with pytest.raises(LibraryError, match=message):
        library.correct_metadata(1, **corrections)
    assert metadata(library) == before


def test_a_document_that_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="编号为 7"):
        library.correct_metadata(7, issuer="甲")


def test_a_damaged_correction_is_found_removed_and_not_applied(library: Library, tmp_path: Path) -> None:
    library.correct_metadata(1, issuer="甲县文化局")
    edit_database(tmp_path / "library", "UPDATE corrections SET fields = replace(fields, '文化', '财政')")
    (damage,) = library.verify().problems
    assert damage.part is Part.CORRECTION
    assert "a.txt" in damage.text
    (tmp_path / "a.txt").write_text(TEXT.replace("周一", "周二"), encoding="utf-8")
    library.add(tmp_path / "a.txt")
    assert "财政" not in metadata(library).issuer
    assert library.repair([damage]).problems == ()

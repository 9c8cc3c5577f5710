"""The file of pins: numbers, checksums, and changes by several objects."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import LibraryError
from qa.index.store import LibraryPaths, PinFile, new_pin
from qa.index.upkeep.pin_checks import pin_problems

PIN = new_pin(["哪天闭馆？", "周几不开门"], "每周二闭馆。", 1, "办法.txt", 7)


def test_a_stored_pin_is_read_by_others_at_once(tmp_path: Path) -> None:
    one, other = PinFile(tmp_path / "pins.jsonl"), PinFile(tmp_path / "pins.jsonl")
    assert one.pins() == other.pins() == ()
    assert one.add(PIN) == replace(PIN, id=1)
    assert other.pins() == (replace(PIN, id=1),)
    assert other.add(replace(PIN, question="几点")).id == 2
    assert one.remove(1).questions == ("哪天闭馆？", "周几不开门")
    assert [pin.id for pin in other.pins()] == [2]


def test_a_pin_that_lost_its_question_is_removed(tmp_path: Path) -> None:
    file = PinFile(tmp_path / "pins.jsonl")
    file.add(PIN)
    file.add(PIN, lambda present: [replace(each, question="", variants=()) for each in present])
    assert [pin.id for pin in file.pins()] == [2]


def test_a_changed_byte_is_found_and_the_pin_is_not_used(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path)
    file = PinFile(paths.pins)
    file.add(PIN)
    file.add(replace(PIN, question="几点开门"))
    paths.pins.write_bytes(paths.pins.read_bytes().replace("每周二".encode(), "每周三".encode(), 1))
    assert [pin.question for pin in file.pins()] == ["几点开门"]
    (problem,) = pin_problems(paths)
    assert (problem.part.value, "第 2 行" in problem.text) == ("pin", True)


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [
        ("每周二".encode(), "每周三".encode()),
        (b'"id": 2', b'"id": 2\x00'),
        ("每周二".encode(), b"\xff\xfe\x80"),
        (b'{"id": 2', b"\x00"),
    ],
)
def test_a_damaged_line_stays_as_it_is_through_later_changes(tmp_path: Path, whole: bytes, damaged: bytes) -> None:
    paths = LibraryPaths(tmp_path)
    file = PinFile(paths.pins)
    for number in range(3):
        file.add(replace(PIN, question=f"第{number}问"))
    lines = paths.pins.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(whole, damaged)
    paths.pins.write_bytes(b"\n".join(lines))
    file.remove(1)
    assert file.add(PIN).id == 4
    assert lines[2] in paths.pins.read_bytes().split(b"\n")
    assert [pin.id for pin in file.pins()] == [3, 4]
    assert len(list(pin_problems(paths))) == 1


def test_a_number_is_never_given_twice(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path)
    file = PinFile(paths.pins)
    assert [file.add(PIN).id, file.add(PIN).id] == [1, 2]
    file.remove(2)
    file.remove(1)
    assert PinFile(paths.pins).add(PIN).id == 3
    # The line with the highest number is damaged, but the number can still be read.
    paths.pins.write_bytes(paths.pins.read_bytes().replace(b'"checksum": ', b'"checksum": 9', 1))
    file.remove(3)
    assert file.add(PIN).id == 4


def test_a_file_without_a_highest_number_is_read(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path)
    PinFile(paths.pins).add(PIN)
    paths.pins.write_bytes(paths.pins.read_bytes().split(b"\n", 1)[1])
    assert [pin.id for pin in PinFile(paths.pins).pins()] == [1]
    assert PinFile(paths.pins).add(PIN).id == 2


def test_a_pin_that_does_not_exist_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="没有编号为 3 的人工指定"):
        PinFile(tmp_path / "pins.jsonl").remove(3)


def test_pins_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.index.store.pin_file._LIMIT", 1)
    file = PinFile(tmp_path / "pins.jsonl")
    file.add(PIN)
    with pytest.raises(LibraryError, match="已有 1 条"):
        file.add(PIN)


def test_a_folder_that_cannot_be_written_raises_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match="人工指定存不了"):
        PinFile(tmp_path / "file" / "pins.jsonl").add(PIN)

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
    assert (problem.part.value, "第 1 行" in problem.text) == ("pin", True)


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

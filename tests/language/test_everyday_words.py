"""Everyday words and their official words: the table of the package and a user's file."""

from importlib.resources import files
from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.language import everyday_words, matching_form

LINES = files("qa.language").joinpath("everyday_words.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]


def test_every_line_of_the_table_has_a_source() -> None:
    assert len(ROWS) > 150
    assert not [
        row for row in ROWS if len(row) != 3 or not row[0] or not row[2] or row != [part.strip() for part in row]
    ]


def test_no_line_of_the_table_occurs_twice() -> None:
    pairs = [(everyday, official) for everyday, official, _ in ROWS]
    assert len(pairs) == len(set(pairs))


def test_an_official_word_does_not_hold_its_everyday_word() -> None:
    """Such an official word would be found anyway: the index holds the short words inside long ones."""
    assert not [(everyday, official) for everyday, official, _ in ROWS if matching_form(everyday) in official]


def test_a_word_has_the_official_words_of_all_its_lines() -> None:
    table = everyday_words()
    assert table["狗"] == ("犬",)
    assert table["五险一金"] == ("社会保险", "住房公积金")
    assert table["狗年"] == ()
    assert table["ktv"] == ("歌舞娱乐场所",)


def test_the_lines_of_a_file_are_added_and_replace_those_of_the_table_for_the_same_word(tmp_path: Path) -> None:
    own = tmp_path / "我的.tsv"
    own.write_text(
        "# 说明\n\n小票\t购货凭证\t消费者权益保护法\n小票\t服务单据\n版权\t\n網吧\t上网场所\n", encoding="utf-8-sig"
    )
    table = everyday_words(own)
    assert table["小票"] == ("购货凭证", "服务单据")
    assert table["版权"] == ()
    assert table["网吧"] == ("上网场所",)
    assert table["狗"] == ("犬",)
    assert everyday_words()["版权"] == ("著作权",)


@pytest.mark.parametrize("line", ["狗 犬", "狗", "\t犬", "狗\t犬\t法\t条"])
def test_a_line_with_other_columns_is_refused_with_its_number(line: str, tmp_path: Path) -> None:
    own = tmp_path / "我的.tsv"
    own.write_text(f"小票\t购货凭证\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"我的\.tsv 第 2 行"):
        everyday_words(own)


def test_a_missing_file_and_one_in_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="读不了"):
        everyday_words(tmp_path / "无.tsv")
    own = tmp_path / "我的.tsv"
    own.write_bytes("小票\t购货凭证".encode("gb18030"))
    with pytest.raises(SettingsError, match="UTF-8"):
        everyday_words(own)

"""The paragraph numbers that Word computes."""

import pytest
from docx.oxml import parse_xml

from qa.reading.formats.word_numbering import Numbering

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def numbering(number_format: str, text: str = "%1", start: int = 1) -> Numbering:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
        for level, shown in enumerate((text, "%1.%2"))
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    return Numbering(
        parse_xml(
            f'<w:numbering {_NAMESPACE}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
            f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{restart}</w:num></w:numbering>'
        )
    )


@pytest.mark.parametrize(
    ("number_format", "value", "number"),
    [
        ("decimal", 3, "3"),
        ("decimalZero", 3, "03"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("bullet", 1, ""),
    ],
)
def test_a_number_has_the_format_of_its_level(number_format: str, value: int, number: str) -> None:
    assert numbering(number_format, start=value).next("1", 0) == number


def test_a_higher_level_restarts_the_lower_ones() -> None:
    counter = numbering("decimal", "第%1条")
    levels = (0, 1, 1, 0, 1)
    assert [counter.next("1", level) for level in levels] == ["第1条", "1.1", "1.2", "第2条", "2.1"]


def test_a_numbering_with_its_own_start_restarts_once() -> None:
    counter = numbering("decimal")
    assert [counter.next(number_id, 0) for number_id in ("1", "2", "2")] == ["1", "5", "6"]


def test_an_unknown_numbering_gives_no_number() -> None:
    assert numbering("decimal").next("9", 0) == ""
    assert Numbering(None).next("1", 0) == ""

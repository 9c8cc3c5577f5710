"""The number formats of Word."""

import pytest

from qa.reading.formats.word_number_formats import format_number


@pytest.mark.parametrize(
    ("number_format", "value", "number"),
    [
        ("decimal", 3, "3"),
        ("decimalZero", 3, "03"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 120, "一百二十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 120, "一二〇"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 3, "叁"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalFullWidth", 12, "１２"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 780, "z" * 30),
        ("lowerLetter", 781, "781"),
        ("upperLetter", 2_147_483_647, "2147483647"),
        ("lowerRoman", 32_767, "m" * 32 + "dcclxvii"),
        ("upperRoman", 32_768, "32768"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("numberInDash", 3, "- 3 -"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("none", 3, ""),
        ("unknown", 3, "3"),
        ("decimal", 0, "0"),
    ],
)
def test_a_number_has_the_format_of_its_level(number_format: str, value: int, number: str) -> None:
    assert format_number(value, number_format) == number

"""The message that names the values of a question that no document has."""

import pytest

from qa.missing_text import missing_text
from qa.types import Missing


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ((), ""),
        ((Missing("2020年", ("2019年",)),), "资料里有2019年，没有2020年。"),
        ((Missing("2020年", ("2018年", "2019年", "2021年")),), "资料里有2018年、2019年和2021年，没有2020年。"),
        ((Missing("第35号"),), "资料里没有提到第35号。"),
    ],
)
def test_the_values_that_are_stated_instead_are_named(missing: tuple[Missing, ...], text: str) -> None:
    assert missing_text(missing) == text

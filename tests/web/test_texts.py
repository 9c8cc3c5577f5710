"""The page speaks two languages."""

from dataclasses import fields

import pytest

from qa.web.texts import EN, ZH, Texts, texts_for


@pytest.mark.parametrize("name", [field.name for field in fields(Texts)])
def test_both_languages_have_every_string_with_the_same_places_for_values(name: str) -> None:
    chinese, english = getattr(ZH, name), getattr(EN, name)
    assert chinese
    assert english
    assert len(chinese) == len(english) or isinstance(chinese, str)
    assert str(chinese).count("{") == str(english).count("{")


@pytest.mark.parametrize(
    ("wanted", "accepted", "texts"),
    [
        (None, "zh-CN,zh;q=0.9,en;q=0.8", ZH),
        (None, "en-GB,en;q=0.9", EN),
        (None, "", ZH),
        (None, "fr", ZH),
        ("zh", "en", ZH),
        ("en", "zh", EN),
        ("<b>", "zh", ZH),
    ],
)
def test_the_address_decides_and_then_the_browser(wanted: str | None, accepted: str, texts: Texts) -> None:
    assert texts_for(wanted, accepted) is texts

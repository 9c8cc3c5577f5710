"""Radicals that stand for characters."""

from qa.reading.formats.radicals import replace_radicals


def test_radicals_become_the_characters_that_they_look_like() -> None:
    assert replace_radicals("⾸⻚⽂⻓⺠⻔户") == "首页文长民门户"


def test_other_compatibility_characters_stay() -> None:
    assert replace_radicals("页 ① ㎡") == "页 ① ㎡"

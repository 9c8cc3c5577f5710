"""Characters that look like ordinary ones."""

from qa.reading.formats.look_alikes import replace_look_alikes


def test_radicals_become_the_characters_that_they_look_like() -> None:
    assert replace_look_alikes("⾸⻚⽂⻓⺠⻔户") == "首页文长民门户"


def test_compatibility_ideographs_become_ordinary_ones() -> None:
    assert replace_look_alikes("\uf9f7\uf941\uf9f8") == "立論笠"


def test_other_compatibility_characters_stay() -> None:
    assert replace_look_alikes("页 ① ㎡") == "页 ① ㎡"

"""Characters that take no room on the page."""

from qa.reading.formats.invisible import without_invisible


def test_zero_width_characters_are_removed_and_blanks_stay() -> None:
    assert without_invisible("清\u200b理\ufeff费\u00ad由\u2060县 财\u3000政") == "清理费由县 财\u3000政"

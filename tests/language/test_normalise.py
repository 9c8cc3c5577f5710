"""Width, case and punctuation do not matter in a comparison of texts."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qa.language import letters, matching_form, normalise


def test_full_width_and_upper_case_are_folded() -> None:
    assert normalise("ＡＰＰ２０１９年") == "app2019年"


def test_traditional_characters_match_simplified_ones() -> None:
    assert matching_form("政務數據") == matching_form("政务数据")


def test_letters_leave_out_punctuation_and_blanks() -> None:
    assert letters("国办发明电〔2020〕１号， 已印发。") == "国办发明电20201号已印发"


@given(st.text())
def test_letters_are_the_letters_and_numbers_of_unicode(text: str) -> None:
    assert letters(text) == "".join(c for c in normalise(text) if unicodedata.category(c)[0] in "LN")


@given(st.text(st.characters() | st.sampled_from("中文，。ＡÅ\u0301\u3099ガ①")))
def test_normalising_run_by_run_gives_the_same_as_normalising_the_whole_text(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFKC", text).casefold()

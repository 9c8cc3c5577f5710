"""The forms of passages that are kept between questions."""

from qa.index import StoredPassage
from qa.search.fingerprint import fingerprint
from qa.search.folded_passage import fold
from qa.search.passage_forms import PassageForms
from qa.types import Citation, PassageKind


def passage(number: int, text: str) -> StoredPassage:
    citation = Citation(1, "題目", "", "", "", None, None, (), 1, 0, len(text), "/a.txt")
    return StoredPassage(number, PassageKind.BODY, text, citation)


def test_a_form_is_computed_once_for_each_passage() -> None:
    forms = PassageForms()
    one, other = passage(1, "第1條。"), passage(2, "第2條。")
    assert forms.folded(one) is forms.folded(passage(1, "第1條。"))
    assert [form.folded for form in forms.of([other, one])] == [forms.folded(other), forms.folded(one)]
    assert forms.folded(other).text == fold(other).text == "题目\n\n第2条。"
    assert forms.of([other])[0].fingerprint == fingerprint(other.text)

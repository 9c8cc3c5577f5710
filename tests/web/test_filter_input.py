"""Filters from text fields, and as chips."""

from datetime import date

import pytest

from qa.errors import QuestionError
from qa.web.filter_input import filters_from, render_chips
from qa.web.texts import EN, ZH


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2019", "2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-2", "2020-2", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019年5月3日", "2019-12-04", date(2019, 5, 3), date(2019, 12, 4)),
    ],
)
def test_a_date_may_be_a_year_a_month_or_a_day(since: str, until: str, first: date, last: date) -> None:
    assert filters_from(None, since, until, None, None) == {"since": first, "until": last}


@pytest.mark.parametrize("text", ["昨天", "2019-13", "2019-02-30", "99"])
def test_a_text_that_is_not_a_date_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(QuestionError, match=text):
        filters_from(None, text, "", None, None)


def test_empty_fields_set_no_filter() -> None:
    assert filters_from(None, " ", "", None, "") == {}


def test_every_filter_is_a_chip_that_removes_it() -> None:
    html = render_chips(filters_from("深圳<b>", "2019", "", 7, "有效"), {7: "函<i>"}, ZH)
    for name in ("issuer", "since", "document_id", "status"):
        assert f"do-unfilter turn-{name}" in html
    assert "《函&#60;i&#62;》" in html
    assert "<b>" not in html


def test_a_chip_is_in_the_language_of_the_page() -> None:
    filters = filters_from("深圳", "", "", None, None)
    assert ">发布机构含“深圳” ×<" in render_chips(filters, {}, ZH)
    assert ">issuer contains “深圳” ×<" in render_chips(filters, {}, EN)

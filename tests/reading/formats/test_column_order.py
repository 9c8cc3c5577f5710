"""The order of the texts of a page that is set in columns."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from qa.reading.formats.column_order import in_columns


@dataclass(frozen=True)
class Text:
    """A text of ten characters at most, on a line."""

    text: str
    left: float
    right: float
    size: float = 1.0


def texts(lines: list[list[Text]]) -> list[str]:
    return ["".join(text.text for text in line) for line in in_columns(lines)]


def row(*names: str, width: float = 9.0) -> list[Text]:
    return [Text(name, 10.0 * column, 10.0 * column + width) for column, name in enumerate(names) if name]


def test_columns_are_read_one_after_the_other_between_lines_over_the_whole_page() -> None:
    over = [Text("题", 0, 29)]
    lines = [over, *(row(f"a{n}", f"b{n}", f"c{n}") for n in range(4)), row("a4", "", "c4"), over]
    columns = [*(f"a{n}" for n in range(5)), *(f"b{n}" for n in range(4)), *(f"c{n}" for n in range(5))]
    assert texts(lines) == ["题", *columns, "题"]


def test_few_divided_lines_and_narrow_gaps_are_no_columns() -> None:
    assert texts([row("a", "b") for _ in range(3)]) == ["ab"] * 3
    assert texts([row("a", "b", width=9.5) for _ in range(9)]) == ["ab"] * 9


def test_a_column_that_begins_beside_a_picture_is_read_last() -> None:
    lines = [*(row("", f"b{n}") for n in range(4)), *(row(f"a{n}", f"b{n + 4}") for n in range(4))]
    assert texts(lines) == [*(f"a{n}" for n in range(4)), *(f"b{n}" for n in range(8))]
    dated = [row("", "二〇二四年"), *(row(f"a{n}", f"b{n}") for n in range(4))]
    assert texts(dated)[0] == "二〇二四年"


PLACES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), min_size=1, max_size=4)


@given(st.lists(PLACES, max_size=12))
def test_every_text_is_kept_once(places: list[list[tuple[int, int]]]) -> None:
    lines = [
        sorted(
            (Text(f"{number}.{n},", left, left + width) for n, (left, width) in enumerate(line)), key=lambda t: t.left
        )
        for number, line in enumerate(places)
    ]
    found = "".join(texts(lines)).split(",")
    assert sorted(found) == sorted("".join(text.text for line in lines for text in line).split(","))

"""Cells whose text is wrapped over two lines."""

from collections.abc import Sequence

from qa.reading.formats.wrapped_cells import Run, with_wrapped_cells


def run(text: str, left: float, baseline: float) -> Run:
    return Run(text, left, left + 4 * len(text), baseline, 4)


def texts(*rows: Sequence[Run]) -> list[list[str]]:
    return [[run.text for run in row] for row in with_wrapped_cells(rows)]


def test_both_lines_of_a_wrapped_cell_stand_between_the_cells_beside_it() -> None:
    upper, lower = [run("府办〔2020〕24", 40, 10)], [run("号", 40, 16)]
    label = [run("文号", 10, 13), run("单位", 100, 13), run("市府", 120, 13)]
    assert texts(upper, label, lower) == [["文号", "府办〔2020〕24", "号", "单位", "市府"]]


def test_two_wrapped_cells_of_a_row_are_both_joined() -> None:
    upper, lower = [run("甲甲", 40, 10), run("乙乙", 80, 10)], [run("甲", 40, 16), run("乙", 80, 16)]
    assert texts(upper, [run("名", 10, 13)], lower) == [["名", "甲甲", "甲", "乙乙", "乙"]]


def test_words_in_ascii_are_separated_by_a_blank() -> None:
    rows = [run("Annual", 40, 10)], [run("名", 10, 13)], [run("report", 40, 16)]
    assert texts(*rows) == [["名", "Annual", " report"]]


def test_three_lines_and_offset_columns_of_text_stay_apart() -> None:
    three = [[run("甲", 40, 10)], [run("名", 10, 13)], [run("乙", 40, 16)], [run("丙", 40, 22)]]
    assert texts(*three) == [["甲"], ["名"], ["乙"], ["丙"]]
    offset = [[run(f"{n}", 40 if n % 2 else 10, 10 + 3 * n)] for n in range(6)]
    assert texts(*offset) == [[str(n)] for n in range(6)]


def test_lines_far_apart_and_cells_above_each_other_stay_apart() -> None:
    far = [[run("甲", 40, 10)], [run("名", 10, 15)], [run("乙", 40, 20)]]
    assert texts(*far) == [["甲"], ["名"], ["乙"]]
    above = [[run("甲甲甲", 40, 10)], [run("名", 44, 13)], [run("乙", 40, 16)]]
    assert texts(*above) == [["甲甲甲"], ["名"], ["乙"]]

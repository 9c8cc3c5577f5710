"""The numbers of list items."""

from qa.reading.formats.list_numbers import ListCounters, NumberLevel, without_bullet

CHAPTER = NumberLevel(("第", 0, "章"), "chineseCounting", is_attached=True)
ITEM = NumberLevel((0, ".", 1), "decimal", start=3)


def test_items_count_up_and_lower_levels_begin_anew() -> None:
    counters, levels = ListCounters(), {0: CHAPTER, 1: ITEM}
    numbers = [counters.next(levels, level) for level in (0, 1, 1, 0, 1)]
    assert numbers == ["第一章", "一.3 ", "一.4 ", "第二章", "二.3 "]


def test_a_level_that_was_skipped_shows_its_start() -> None:
    assert ListCounters().next({0: CHAPTER, 1: ITEM}, 1) == "一.3 "


def test_a_list_may_begin_with_0() -> None:
    counters, levels = ListCounters(), {0: NumberLevel((0, "."), start=0), 1: NumberLevel((0, ".", 1), start=0)}
    numbers = [counters.next(levels, level).strip() for level in (0, 1, 1, 0, 0, 1)]
    assert numbers == ["0.", "0.0", "0.1", "1.", "2.", "2.0"]


def test_a_number_shows_that_the_level_above_has_counted_to_0() -> None:
    counters, levels = ListCounters(), {0: NumberLevel((0, "."), start=-1), 1: NumberLevel((0, ".", 1))}
    numbers = [counters.next(levels, level).strip() for level in (0, 0, 1, 1, 0)]
    assert numbers == ["-1.", "0.", "0.1", "0.2", "1."]


def test_a_blank_follows_a_number_unless_a_mark_closes_it_or_the_text_is_attached() -> None:
    level = NumberLevel((0, "、"), "chineseCounting")
    assert ListCounters().next({0: level}, 0) == "一、"
    assert ListCounters().next({0: NumberLevel((0, "."))}, 0) == "1. "
    assert ListCounters().next({0: NumberLevel((0, "."), is_attached=True)}, 0) == "1."


def test_unknown_levels_have_no_number() -> None:
    assert ListCounters().next({0: NumberLevel(())}, 0) == ""
    assert ListCounters().next({}, 3) == ""
    assert ListCounters().next({12: ITEM}, 12) == ""


def test_a_bullet_before_a_heading_is_left_out() -> None:
    assert [without_bullet("• ", 0), without_bullet("• ", 2), without_bullet("一、", 2)] == ["• ", "", "一、"]

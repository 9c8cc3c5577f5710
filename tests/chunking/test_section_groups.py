"""Sections that share passages."""

from qa.chunking.section_groups import section_groups
from qa.types import Section, Span


def groups(text: str, sections: list[Section], limit: int = 60) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[g.span.start : g.span.end], g.path) for g in section_groups(text, sections, limit)]


def test_a_bare_heading_joins_the_section_below_it() -> None:
    text = "一、要求\n（一）目标\n完成。"
    sections = [
        Section(Span(0, 4), ("一、要求",), is_bare=True),
        Section(Span(5, len(text)), ("一、要求", "（一）目标")),
    ]
    assert groups(text, sections) == [(text, ("一、要求", "（一）目标"))]


def test_items_of_a_list_join_until_the_limit() -> None:
    text = "1.甲\n2.乙\n3.丙"
    sections = [
        Section(Span(start, start + 3), ("材料", text[start : start + 3]), list_path=("材料",)) for start in (0, 4, 8)
    ]
    assert groups(text, sections) == [(text, ("材料",))]
    assert groups(text, sections, limit=7) == [("1.甲\n2.乙", ("材料",)), ("3.丙", ("材料", "3.丙"))]


def test_sections_with_text_stay_apart() -> None:
    text = "一、甲。\n二、乙。"
    sections = [Section(Span(0, 4), ("一、甲",)), Section(Span(5, 9), ("二、乙",))]
    assert groups(text, sections) == [("一、甲。", ("一、甲",)), ("二、乙。", ("二、乙",))]


def test_headings_without_text_are_one_group() -> None:
    text = "第一章\n第二章\n第三章"
    sections = [Section(Span(start, start + 3), (text[start : start + 3],), is_bare=True) for start in (0, 4, 8)]
    assert groups(text, sections) == [(text, ())]

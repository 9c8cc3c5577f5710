"""The paragraph numbers that Word computes."""

from collections.abc import Sequence

import pytest
from docx.oxml import parse_xml

from qa.reading.formats.word_numbering import Numbering
from tests.reading.formats.word_files import W, numbered, paragraph, run, text_of, word_of

NUMBERS = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


def level(at: int, text: str, *, number_format: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, numbers: str = NUMBERS, more: str = "") -> Numbering:
    return Numbering(
        parse_xml(
            f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
            f"{more}{numbers}</w:numbering>"
        )
    )


def shown(counter: Numbering, levels: Sequence[int], number: str = "1") -> list[str]:
    return [counter.next(number, at).strip() for at in levels]


def test_a_higher_level_restarts_the_lower_ones() -> None:
    counter = numbering(level(0, "第%1条"), level(1, "%1.%2"))
    assert shown(counter, (0, 1, 1, 0, 1)) == ["第1条", "1.1", "1.2", "第2条", "2.1"]


def test_a_level_that_never_restarts_counts_through_the_chapters() -> None:
    counter = numbering(level(0, "第%1章"), level(1, "第%2条", more='<w:lvlRestart w:val="0"/>'), level(2, "（%3）"))
    assert shown(counter, (0, 1, 1, 2, 0, 1, 2)) == ["第1章", "第1条", "第2条", "（1）", "第2章", "第3条", "（1）"]


def test_a_level_restarts_only_behind_the_level_that_it_names_and_those_above() -> None:
    counter = numbering(level(0, "%1编"), level(1, "%2章"), level(2, "%3条", more='<w:lvlRestart w:val="1"/>'))
    assert shown(counter, (0, 1, 2, 1, 2, 0, 2)) == ["1编", "1章", "1条", "2章", "2条", "2编", "1条"]


def test_a_numbering_with_its_own_start_restarts_once_and_below_every_higher_level() -> None:
    start = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = NUMBERS + f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{start.format(0)}{start.format(1)}</w:num>'
    counter = numbering(level(0, "%1"), level(1, "%1.%2"), numbers=numbers)
    assert shown(counter, (0, 0), "1") == ["1", "2"]
    assert shown(counter, (0, 1, 0, 1, 1), "2") == ["5", "5.5", "6", "6.5", "6.6"]
    assert shown(counter, (0,), "1") == ["7"]


def test_a_numbering_can_replace_a_whole_level() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "附件%1")}</w:lvlOverride>'
    numbers = NUMBERS + f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{own}</w:num>'
    counter = numbering(level(0, "%1、"), numbers=numbers)
    assert shown(counter, (0,), "1") + shown(counter, (0,), "2") == ["1、", "附件2"]


@pytest.mark.parametrize("linked", ["by the style's definition", "by the style alone"])
def test_a_numbering_style_leads_to_the_numbering_that_it_stands_for(linked: str) -> None:
    link = '<w:styleLink w:val="Articles"/>' if linked == "by the style's definition" else ""
    root = parse_xml(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{link}{level(0, "第%1条")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Articles"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )
    assert shown(Numbering(root, {"Articles": "1"}), (0, 0), "2") == ["第1条", "第2条"]


def test_numbering_styles_that_refer_to_each_other_give_no_number() -> None:
    links = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="S{3 - n}"/></w:abstractNum>' for n in (1, 2)
    )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    root = parse_xml(f"<w:numbering {W}>{links}{numbers}</w:numbering>")
    assert Numbering(root, {"S1": "1", "S2": "2"}).next("1", 0) == ""


def test_a_legal_level_writes_all_counts_in_arabic_digits() -> None:
    counter = numbering(
        level(0, "第%1章", number_format="chineseCountingThousand"), level(1, "%1.%2", more="<w:isLgl/>")
    )
    assert shown(counter, (0, 1, 0, 1)) == ["第一章", "1.1", "第二章", "2.1"]
    plain = numbering(
        level(0, "第%1章", number_format="chineseCountingThousand"), level(1, "%1.%2", more='<w:isLgl w:val="0"/>')
    )
    assert shown(plain, (0, 1)) == ["第一章", "一.1"]


def test_a_list_that_starts_at_zero_goes_on_with_one() -> None:
    counter = numbering('<w:lvl w:ilvl="0"><w:start w:val="0"/><w:lvlText w:val="%1"/></w:lvl>')
    assert shown(counter, (0, 0, 0)) == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("suffix", "text", "number"),
    [
        ("tab", "%1", "1 "),
        ("space", "第%1条", "第1条 "),
        ("nothing", "第%1条", "第1条"),
        ("tab", "%1.", "1. "),
        ("tab", "（%1）", "（1）"),
        ("tab", "%1、", "1、"),
    ],
)
def test_a_blank_stands_between_number_and_text_where_word_leaves_room(suffix: str, text: str, number: str) -> None:
    assert numbering(level(0, text, more=f'<w:suff w:val="{suffix}"/>')).next("1", 0) == number


@pytest.mark.parametrize("suffix", ["tab", "space", "nothing"])
def test_a_number_never_runs_into_a_number_of_the_text(suffix: str) -> None:
    definition = level(0, "%1", more=f'<w:suff w:val="{suffix}"/>')
    word = word_of(
        numbered("80岁以上老人"),
        numbered("3个月发放一次"),
        numbering=f'<w:abstractNum w:abstractNumId="7">{definition}</w:abstractNum>{NUMBERS}',
    )
    assert text_of(word) == "1 80岁以上老人\n2 3个月发放一次"


def test_hidden_numbers_are_left_out() -> None:
    assert numbering(level(0, "%1", more="<w:rPr><w:vanish/></w:rPr>")).next("1", 0) == ""


def test_bullets_are_shown_except_before_headings() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    definition = level(0, "\uf0d8", number_format="bullet", more=fonts)
    heading = numbered("补贴标准").replace("<w:pPr>", '<w:pPr><w:outlineLvl w:val="0"/>', 1)
    word = word_of(
        heading,
        numbered("早餐每人30元"),
        numbering=f'<w:abstractNum w:abstractNumId="7">{definition}</w:abstractNum>{NUMBERS}',
    )
    assert text_of(word) == "补贴标准\n➢ 早餐每人30元"


def test_a_level_without_a_count_shows_its_text() -> None:
    assert numbering(level(0, "附则", number_format="none")).next("1", 0) == "附则 "


def test_a_number_format_of_its_own_pads_with_zeros() -> None:
    definition = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    assert numbering(definition).next("1", 0) == "007 "


def test_an_unknown_numbering_gives_no_number() -> None:
    assert numbering(level(0, "%1")).next("9", 0) == ""
    assert Numbering(None).next("1", 0) == ""


STYLE = (
    '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}<w:pPr><w:numPr>{}</w:numPr></w:pPr></w:style>'
)
NUM_ID, LEVEL_1 = '<w:numId w:val="1"/>', '<w:ilvl w:val="1"/>'


@pytest.mark.parametrize("bound", ["by the numbering", "by the style", "by a style that inherits the numbering"])
def test_a_style_is_bound_to_a_level(bound: str) -> None:
    binds = bound == "by the numbering"
    based = '<w:basedOn w:val="Zhang"/>' if bound == "by a style that inherits the numbering" else ""
    own = LEVEL_1 if based else (NUM_ID if binds else LEVEL_1 + NUM_ID)
    definition = level(0, "第%1章", more='<w:pStyle w:val="Zhang"/>' if binds else "") + level(
        1, "第%2条", more='<w:lvlRestart w:val="0"/>' + ('<w:pStyle w:val="Tiao"/>' if binds else "")
    )
    word = word_of(
        *(
            paragraph(run(text), properties=f'<w:pStyle w:val="{style}"/>')
            for style, text in (("Zhang", "总则"), ("Tiao", "甲"), ("Zhang", "罚则"), ("Tiao", "乙"))
        ),
        numbering=f'<w:abstractNum w:abstractNumId="7">{definition}</w:abstractNum>{NUMBERS}',
        styles=STYLE.format("Zhang", "章", "", NUM_ID) + STYLE.format("Tiao", "条", based, own),
    )
    assert text_of(word).split("\n") == ["第1章 总则", "第1条 甲", "第2章 罚则", "第2条 乙"]


def test_a_paragraph_without_a_number_of_its_style_has_none() -> None:
    word = word_of(
        paragraph(run("甲"), properties='<w:pStyle w:val="Tiao"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph(run("乙"), properties='<w:pStyle w:val="Tiao"/>'),
        numbering=f'<w:abstractNum w:abstractNumId="7">{level(0, "第%1条")}</w:abstractNum>{NUMBERS}',
        styles=STYLE.format("Tiao", "条", "", NUM_ID),
    )
    assert text_of(word) == "甲\n第1条 乙"

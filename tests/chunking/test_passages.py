"""Passages tile a document along its outline."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.chunking import passages
from qa.errors import ReadingError
from qa.language import normalise
from qa.reading import read_document
from qa.types import Document, Passage, PassageKind

LIMIT = 60
_HEADERS = st.sampled_from(["", "索引号: 1144/2019 分类:\n发布机构: 市数据局 成文日期: 2019-12-24\n名称: 函\n文号:\n"])
_MARKS = st.sampled_from(["", "", "一、", "二、", "（一）", "（二）", "1.", "2.", "一是", "第一条 ", "第二条 "])
_PROSE = st.text(alphabet="甲乙丙丁时间数据㎏Ⅷ①。；，、：“”（） \u3000a1", min_size=1, max_size=150)
_LINES = st.builds(lambda mark, prose: mark + prose, _MARKS, _PROSE)
_BODIES = st.lists(_LINES, min_size=1, max_size=12).map("\n\n".join)
_DOCUMENTS = st.builds(str.__add__, _HEADERS, _BODIES)


def read(text: str) -> Document:
    return read_document(Path("/documents/函.txt"), text.encode())


def quoted(document: Document, passage: Passage) -> str:
    return document.text[passage.span.start : passage.span.end]


def check_tiling(document: Document, cut: tuple[Passage, ...]) -> None:
    """Check that passages cover header and body once: only white space lies between them."""
    expected = [span for span in (document.header, document.body) if span is not None and len(span)]
    position = expected[0].start if expected else 0
    for passage in cut:
        between = document.text[position : passage.span.start]
        if document.header and position == document.header.end:
            assert passage.span.start == document.body.start
        else:
            assert between.strip() == ""
        assert passage.span.start >= position
        position = passage.span.end
    assert not expected or document.text[position : expected[-1].end].strip() == ""


@settings(deadline=None)
@given(_DOCUMENTS)
def test_passages_tile_header_and_body_within_the_limit(text: str) -> None:
    try:
        document = read(text)
    except ReadingError:
        return
    cut = passages(document, LIMIT)
    check_tiling(document, cut)
    assert all(len(normalise(quoted(document, passage))) <= LIMIT for passage in cut)
    assert cut == passages(document, LIMIT)


def test_the_seed_document_is_tiled(seed_file: Path) -> None:
    document = read_document(seed_file, seed_file.read_bytes())
    cut = passages(document, 400)
    check_tiling(document, cut)
    assert [passage.kind for passage in cut[:2]] == [PassageKind.HEADER, PassageKind.BODY]
    assert cut[-1].kind is PassageKind.SIGNATURE
    assert quoted(document, cut[-1]).endswith("2019年5月10日")
    assert cut[-1].heading_path == ()


def test_a_heading_stays_with_the_text_below_it() -> None:
    document = read("通知\n一、总体要求\n（一）目标\n到2020年完成。")
    last = passages(document, LIMIT)[-1]
    assert quoted(document, last) == "一、总体要求\n（一）目标\n到2020年完成。"
    assert last.heading_path == ("一、总体要求", "（一）目标")


def test_items_of_a_list_share_a_passage_under_their_common_heading() -> None:
    document = read("通知\n一、材料\n1.身份证；\n2.照片；\n3.申请表。\n二、费用\n免费。")
    listed = next(p for p in passages(document, LIMIT) if "身份证" in quoted(document, p))
    assert quoted(document, listed) == "一、材料\n1.身份证；\n2.照片；\n3.申请表。"
    assert listed.heading_path == ("一、材料",)


def test_short_items_next_to_each_other_are_a_list_and_not_headings() -> None:
    listed = "一、材料\n1.身份证\n2.照片\n3.申请表\n以上各一份。"
    document = read(
        "通知\n一、材料\n1.身份证\n2.照片\n3.申请表\n以上各一份。\n二、费用\n1.标准\n每人十元。\n2.减免\n学生免费。"
    )
    assert [(quoted(document, p), p.heading_path) for p in passages(document, LIMIT)[1:]] == [
        (listed, ("一、材料",)),
        ("二、费用\n1.标准\n每人十元。", ("二、费用", "1.标准")),
        ("2.减免\n学生免费。", ("二、费用", "2.减免")),
    ]


def test_sections_do_not_share_a_passage() -> None:
    document = read("通知\n一、甲\n短。\n二、乙\n短。")
    assert [p.heading_path for p in passages(document, LIMIT)] == [(), ("一、甲",), ("二、乙",)]


def test_a_long_section_is_cut_at_sentence_ends() -> None:
    document = read("通知\n一、情况\n" + "这一句有十个汉字吗。" * 12)
    cut = passages(document, LIMIT)[1:]
    assert len(cut) > 1
    assert all(quoted(document, passage).endswith("。") for passage in cut)


@pytest.mark.parametrize(("phrase", "paragraph"), [("各区", 1), ("甲。", 2), ("丙。", 4)])
def test_a_passage_has_the_number_of_its_first_paragraph(phrase: str, paragraph: int) -> None:
    document = read("各区：\n\n一、甲。\n\n二、乙。\n\n三、丙。")
    found = next(p for p in passages(document, LIMIT) if phrase in quoted(document, p))
    assert found.paragraph == paragraph


def test_a_table_of_contents_is_one_passage() -> None:
    document = read("某法\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。")
    assert [(quoted(document, p), p.heading_path) for p in passages(document, LIMIT)[1:]] == [
        ("第一章 总则\n第二章 附则", ()),
        ("第一章 总则\n第一条 甲。", ("第一章 总则", "第一条")),
        ("第二章 附则\n第二条 乙。", ("第二章 附则", "第二条")),
    ]


@pytest.mark.parametrize("line", ["甲乙丙丁戊己\n", "1.甲乙\n", "一、甲\n", "甲乙丙，", "①㎏Ⅷ"])
def test_the_time_to_cut_does_not_grow_with_the_limit(line: str) -> None:
    document = read("标题\n" + line * (40_000 // len(line)))
    times = []
    for limit in (40, 4_000):
        begin = process_time()
        passages(document, limit)
        times.append(process_time() - begin)
    assert times[1] < 4 * times[0] + 0.5

"""The heading 附则 without a number."""

from pathlib import Path

import pytest

from qa.chunking import passages
from qa.reading import read_document

CHAPTERS = "第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。\n"
PARTS = "第一编 总则\n第一章 甲\n第一条 甲。\n第二编 物\n第二章 乙\n第二条 乙。\n"


def paths(text: str, name: str = "法.txt") -> list[tuple[str, ...]]:
    document = read_document(Path("/documents") / name, text.encode())
    return [passage.heading_path for passage in passages(document, 480)]


@pytest.mark.parametrize(
    ("law", "last"),
    [
        (f"{CHAPTERS}附则\n第三条 丙。", ("附则", "第三条")),
        (f"{CHAPTERS}附　则\n本法自公布之日起施行。", ("附则",)),
        (f"{PARTS}附 则\n第三条 丙。", ("附则", "第三条")),
        ("第一条 甲。\n第二条 乙。\n附則\n第三条 丙。", ("附則", "第三条")),
        ("一、甲\n（一）乙。\n二、丙\n丁。\n附则\n本办法自印发之日起施行。", ("附则",)),
        (f"附件1\n甲办法\n{CHAPTERS}附则\n第三条 丙。", ("附件1", "附则", "第三条")),
        (f"{CHAPTERS}附则由市政府解释。", ("第二章 罚则", "第二条")),
    ],
)
def test_it_stands_beside_the_highest_chapters_above_it(law: str, last: tuple[str, ...]) -> None:
    assert tuple("".join(part.split("\u3000")) for part in paths(f"某法\n{law}")[-1]) in {last, ("附 则", *last[1:])}


def test_it_stands_beside_chapters_that_the_format_marks() -> None:
    law = "# 某法\n## 第一章 总则\n第一条 甲。\n附则\n第二条 乙。"
    assert paths(law, "法.md")[-1] == ("附则", "第二条")


def test_an_annex_below_it_begins_its_own_outline() -> None:
    law = f"某法\n{CHAPTERS}附则\n第三条 丙。\n附件\n名单\n第一章 甲\n第一条 甲。"
    assert paths(law)[-1] == ("附件", "第一章 甲", "第一条")

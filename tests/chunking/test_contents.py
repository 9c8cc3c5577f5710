"""Tables of contents."""

from pathlib import Path

import pytest

from qa.chunking import passages
from qa.reading import read_document
from qa.types import PassageKind

BODY = "第一章 总则\n第一条 宗旨\n本社提供服务。\n第二章 社员\n第二条 入社条件\n入社费为二百元。"


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n第一章 总则……1\n第一条 宗旨……1\n第二章 社员……2\n第二条 入社条件……2",
        "目　录\n第一章 总则\n第一条 宗旨\n第二章 社员\n第二条 入社条件",
        "目录\n第一章 总则…1\n第一条 宗旨…1\n第二章 社员…2\n第二条 入社条件…2",
        "目录\n第一章 总则 第一条 宗旨\n第二章 社员 第二条 入社条件",
        "目录\n第一章 总则　第一条 宗旨　第二章 社员　第二条 入社条件",
        "目录：\n第一章 总则、第一条 宗旨、第二章 社员、第二条 入社条件",
        "目次\n第一章 总则\t1\n第一条 宗旨\t1\n第二章 社员\t2\n第二条 入社条件\t2",
    ],
)
def test_a_table_of_contents_is_a_passage_of_its_kind(contents: str) -> None:
    document = read_document(Path("/documents/章程.txt"), f"某社章程\n{contents}\n{BODY}".encode())
    found = [(p.kind, p.heading_path, document.text[p.span.start : p.span.end]) for p in passages(document, 480)]
    listed = ["".join(text.split()) for kind, _, text in found if kind is PassageKind.CONTENTS]
    assert listed == ["".join(contents.split())]
    assert ("第二章 社员", "第二条") in [path for _, path, text in found if "二百元" in text]


def test_a_list_of_headings_without_a_title_stays_text() -> None:
    document = read_document(Path("/documents/章程.txt"), f"某社章程\n{BODY}".encode())
    assert all(p.kind is not PassageKind.CONTENTS for p in passages(document, 480))


def test_a_list_of_titles_before_a_compilation_is_a_table_of_contents() -> None:
    front = "江北大学学生手册\n# 目录\n一、考试管理办法\n二、请假管理规定\n三、奖学金评定办法\n作息时间表"
    document = read_document(Path("/documents/手册.txt"), front.encode())
    assert [p.kind for p in passages(document, 480)] == [PassageKind.BODY, PassageKind.CONTENTS]

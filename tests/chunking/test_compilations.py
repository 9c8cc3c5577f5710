"""The documents of a compilation have their own headings."""

from qa.chunking.compilations import compiled_titles
from qa.chunking.paragraphs import Paragraph
from qa.types import Span

LINES = """政策汇编
关于发放慰问金的通知
松民发〔2018〕3号
各乡镇：
特困人员每人500元。
2018年1月10日
关于发放高龄津贴的通知
松民发〔2019〕8号
各乡镇：
老人每人100元。
2019年2月11日"""


def _titles(text: str) -> dict[int, str]:
    return dict(compiled_titles([Paragraph(Span(0, len(line)), line) for line in text.split("\n")]))


def test_each_document_of_a_compilation_has_its_title_and_number() -> None:
    assert _titles(LINES) == {
        1: "关于发放慰问金的通知（松民发〔2018〕3号）",
        6: "关于发放高龄津贴的通知（松民发〔2019〕8号）",
    }


def test_a_single_document_is_no_compilation() -> None:
    assert _titles("\n".join(LINES.split("\n")[:6])) == {}

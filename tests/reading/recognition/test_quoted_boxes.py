"""The recognised lines of a quotation are boxed."""

import pytest

from qa.reading.recognition.engine import RecognisedText
from qa.reading.recognition.quoted_boxes import quoted_boxes

LINES = ("第一条 图书馆每周一闭", "馆。读者凭证入馆。", "第二条 不得外借。")


def text(content: str, top: float) -> RecognisedText:
    width = 10.0 * len("".join(content.split()))
    return RecognisedText(content, 1.0, ((0.0, top), (width, top), (width, top + 10), (0.0, top + 10)))


@pytest.mark.parametrize(
    ("quotation", "boxes"),
    [
        ("图书馆每周一闭馆。读者凭证入馆。", [(30, 0, 100, 10), (0, 20, 90, 30)]),
        ("读者凭证入馆。", [(20, 20, 90, 30)]),
        ("不得外借。", [(30, 40, 80, 50)]),
        ("滑冰场每周三闭馆。", []),
        ("", []),
    ],
)
def test_whole_lines_and_the_ends_of_lines_are_boxed(quotation: str, boxes: list[tuple[float, ...]]) -> None:
    assert quoted_boxes([text(line, 20.0 * place) for place, line in enumerate(LINES)], quotation) == boxes

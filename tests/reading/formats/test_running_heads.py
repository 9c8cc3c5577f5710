"""Running heads of chapters."""

from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.formats.running_heads import without_running_heads


def page(head: str, number: int, top: float = 790) -> list[PrintedLine]:
    """Return a page with a head and ten lines of text."""
    texts = [
        PrintedLine(f"正文{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[number]}{n}", 90, 500, 700 - 20 * n, 712 - 20 * n)
        for n in range(10)
    ]
    return [PrintedLine(head, 90, 200, top, top + 12), *texts]


def heads_left(heads: list[str]) -> list[str]:
    """Return the heads that stay in the text."""
    pages = without_running_heads([page(head, number) for number, head in enumerate(heads)])
    return [line.text for lines in pages for line in lines if not line.text.startswith("正文")]


def test_the_running_head_of_each_chapter_is_left_out() -> None:
    chapter = [head for name in ("一、法规", "二、教学") for head in ("学生手册", name) * 4]
    assert heads_left(chapter) == []
    assert heads_left(["一、法规"] * 4 + ["二、教学"] * 6) == []


def test_lines_that_repeat_on_few_pages_or_far_apart_stay() -> None:
    alike = ["甲", "乙", "一、法规", "一、法规", "一、法规", "丙", "丁", "戊"]
    assert heads_left(alike) == alike
    far_apart = [f"第{'甲乙丙丁戊己庚辛壬癸'[n]}节" if n % 3 else "备注" for n in range(10)]
    assert heads_left(far_apart) == far_apart


def test_page_numbers_behind_the_number_of_a_chapter_are_left_out() -> None:
    pages = [page(f"29-{number + 1}", number, top=790 + 9 * number) for number in range(4)]
    assert not any(line.text.startswith("29") for lines in without_running_heads(pages) for line in lines)

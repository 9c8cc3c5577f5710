"""The provision of a law that a place in its text belongs to: article, paragraph (款) and item (项).

立法技术规范: an article consists of paragraphs without numbers, each on a line of its own; the items of a paragraph are
numbered （一）, （二）.
"""

import re
from collections.abc import Sequence

from qa.chunking.numbering import Rank, leading_number
from qa.language.official import chinese_number, chinese_numeral
from qa.types import Span

_PARAGRAPH = re.compile(r"第([一二三四五六七八九十]+)款")
_MOST_PARAGRAPHS, _LONGEST_ARTICLE = 9, 6000
"""the first: maximum number of paragraphs of an article; the second: maximum distance in characters of a passage from
the beginning of its article. Beyond either limit no paragraph is named, because the article probably includes texts
that follow it."""
_ENDS_PARAGRAPH = "。；;：:！!？?”）)"


def paragraph_heading(number: int) -> str:
    """Return the heading of a passage that begins in a later paragraph of an article: 第三款."""
    return f"第{chinese_numeral(number)}款"


def provision(heading_path: Sequence[str], text: str, position: int | None = None) -> str:
    """Return the provision at a position of a passage, such as 第二条第三款第（二）项; empty outside articles.

    The paragraph is left out if the passage begins the article and holds only one paragraph, because 第二条 is enough
    then. The item is left out for text outside items. Both are left out if more than nine paragraphs are counted.

    Args:
        heading_path: the headings of the passage; 第三款 is one of them if the passage begins in the third paragraph.
        text: the text of the passage.
        position: an offset in the text; without it, the provision of the passage as a whole: the article, and the
            paragraph in which the passage begins if the headings name it.
    """
    headings = [heading for heading in heading_path if _is_article(heading) or _PARAGRAPH.fullmatch(heading)]
    if not headings or not _is_article(headings[0]):
        return ""
    article = headings[0]
    begins = _PARAGRAPH.fullmatch(headings[-1])
    first = chinese_number(begins[1]) if begins else 1
    if position is None:
        return article + (headings[-1] if begins else "")
    is_continued = begins is not None
    lines = text.split("\n", 1)
    earlier = first if is_continued and _is_item(lines[0].strip()) else first - 1
    before = paragraph_count(text[: _line_end(text, position)])
    total = earlier + paragraph_count(text)
    number = max(earlier + before, first)
    if total > _MOST_PARAGRAPHS:
        return article
    return article + (paragraph_heading(number) if total > 1 or is_continued else "") + _item(text, position)


def paragraph_count(text: str) -> int:
    """Count the paragraphs (款) of an article in a text: its lines that end with punctuation and are not items.

    The title of an article (第三条 入社条件) and its number alone do not count, because they end without punctuation.

    Args:
        text: lines of one article.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return sum(1 for line in lines if line[-1] in _ENDS_PARAGRAPH and not _is_item(line))


def continued_paragraph(text: str, article: Span, start: int) -> str:
    """Return the heading of a passage that begins inside an article, such as 第三款.

    The heading is empty in the first paragraph, after the ninth paragraph, and more than 6,000 characters after the
    beginning of the article.

    Args:
        text: the text of the document.
        article: the span of the article.
        start: where the passage begins.
    """
    if start - article.start > _LONGEST_ARTICLE:
        return ""
    before = text[article.start : start]
    is_new = "\n" in before[len(before.rstrip()) :] and not _is_item(
        text[start : min(article.end, _line_end(text, start))]
    )
    number = paragraph_count(before) + is_new
    return paragraph_heading(number) if 1 < number <= _MOST_PARAGRAPHS else ""


def is_article_path(heading_path: Sequence[str]) -> bool:
    """Return whether a heading path ends in an article."""
    return bool(heading_path) and _is_article(heading_path[-1])


def _is_article(heading: str) -> bool:
    number = leading_number(heading)
    return number is not None and number.rank == Rank.ARTICLE and number.length == len(heading)


def _is_item(line: str) -> bool:
    number = leading_number(line)
    return number is not None and number.rank > Rank.ARTICLE


def _item(text: str, position: int) -> str:
    """Return the item at a position, such as 第（二）项, also inside its lower items (1.); empty outside items."""
    for line in reversed(text[: _line_end(text, position)].split("\n")):
        number = leading_number(line.strip())
        if number is None or number.rank <= Rank.ARTICLE:
            return ""
        if number.rank == Rank.SECOND:
            return f"第（{chinese_numeral(number.value)}）项"
    return ""


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end

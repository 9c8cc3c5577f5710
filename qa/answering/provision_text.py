"""Find a provision in the text of a document.

It is an article, a 款 (paragraph) or 项 (item) of an article, a section of a notice (三、), or a section of a decimal
outline (11.1.2).
"""

import re
from collections.abc import Iterator

from qa.language.official import (
    ARTICLE_REFERENCE,
    CHINESE_NUMERAL,
    CONTENTS_ENTRY,
    FIRST_LEVEL_MARK,
    WRITTEN_DAY,
    chinese_number,
    provision,
)
from qa.question import ArticleReference
from qa.types import Span

_MARK = r"(?:[#*>]|[^\S\n])*+"
"""what may stand in front of a number on its line: blanks and the marks of Markdown"""
_ARTICLE = rf"第\s?({CHINESE_NUMERAL}+|\d+)\s?[条條](?:之({CHINESE_NUMERAL}+))?"
_ARTICLE_START = re.compile(rf"(?:^{_MARK}|(?<=[。；])[^\S\n]*){_ARTICLE}", re.MULTILINE)
_ARTICLE_NAME = re.compile(_ARTICLE)
_REFERENCE = re.compile(ARTICLE_REFERENCE)
_CHAPTER = provision("(?:分?编|[章节])")
_HEADING = re.compile(rf"^{_MARK}(?:{_CHAPTER}\s?[^\n。；]{{0,40}}|附\s?件[^\n。；]{{0,30}})$", re.MULTILINE)
_CONTENTS = re.compile(CONTENTS_ENTRY)
_ITEM = re.compile(rf"[（(]\s?({CHINESE_NUMERAL}+|\d{{1,2}})\s?[）)]|^(\d{{1,2}})[.．、](?!\d)", re.MULTILINE)
_DECIMAL_START = re.compile(rf"^{_MARK}(\d{{1,3}}(?:\.\d{{1,3}})+)(?![\d.])(?![\s]*[的和及、,，])", re.MULTILINE)
_SECTION_START = re.compile(rf"^{_MARK}{FIRST_LEVEL_MARK}", re.MULTILINE)
_CLOSING = re.compile(
    rf"^{_MARK}(?:特此|附\s?件|\S[^\n。；]{{1,39}}\n\s*+(?={WRITTEN_DAY}\s*$)|{WRITTEN_DAY}\s*$)", re.MULTILINE
)
"""matches what follows the last section of a notice: the closing formula, the list of annexes, the signature"""
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def find_provision(text: str, reference: ArticleReference) -> Span | None:
    """Return the place of a provision in a document's text, or ``None`` if the document has no such provision.

    Args:
        text: the document's text.
        reference: the provision.
    """
    if reference.decimal:
        return _decimal_section(text, reference.decimal)
    starts = list(_article_starts(text))
    if not starts and not reference.inserted:
        return _notice_section(text, reference)
    wanted = (reference.article, reference.inserted)
    place = next((place for place, (_, number) in enumerate(starts) if number == wanted), None)
    if place is None:
        return None
    start = starts[place][0]
    end = starts[place + 1][0] if place + 1 < len(starts) else len(text)
    heading = _HEADING.search(text, start, end)
    article = _stripped(text, start, heading.start() if heading else end)
    return _part(text, article, reference)


def _notice_section(text: str, reference: ArticleReference) -> Span | None:
    """Return the section of a notice without articles that people call an article: 三、 for 第三条.

    If the reference names a 款 or 项, this part of the section is returned. Returns ``None`` if it is missing.
    """
    starts: list[int] = []
    for match in _SECTION_START.finditer(text):
        number = chinese_number(match[1])
        if number == len(starts) + 1:
            starts.append(match.start(1))
        elif number == 1:
            # The sections of an annex begin anew.
            break
    if not 0 < reference.article <= len(starts):
        return None
    start = starts[reference.article - 1]
    end = starts[reference.article] if reference.article < len(starts) else len(text)
    closing = _CLOSING.search(text, start, end)
    return _part(text, _stripped(text, start, closing.start() if closing else end), reference)


def provisions_of(text: str) -> str:
    """Return the first and the last article of a document: 第一条至第四十条, or a single one; empty if it has none."""
    starts = [start for start, _ in _article_starts(text)]
    names = [match[0] for start in starts if (match := _ARTICLE_NAME.match(text, start))]
    return "至".join(dict.fromkeys((names[0], names[-1]))) if names else ""


def _article_starts(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the offset of each article, with its number and the number after 之 (0 if there is none).

    References to articles and entries of a table of contents are left out.
    """
    for match in _ARTICLE_START.finditer(text):
        start = text.index("第", match.start())
        line = _line_from(text, start)
        is_inside_line = text[match.start() - 1 : match.start()] in ("。", "；")
        is_set_off = text[match.end() : match.end() + 1].isspace()
        if (
            _CONTENTS.fullmatch(line.strip())
            or _REFERENCE.match(text, match.end())
            or (is_inside_line and not is_set_off)
        ):
            continue
        yield start, (chinese_number(match[1]), chinese_number(match[2] or "0"))


def _part(text: str, article: Span, reference: ArticleReference) -> Span | None:
    """Return the part of an article that a reference names: a 款, a 项 or the whole article; ``None`` if missing."""
    within: Span | None = article
    if reference.paragraph:
        paragraphs = _paragraphs(text, article)
        within = paragraphs[reference.paragraph - 1] if reference.paragraph <= len(paragraphs) else None
    if within and reference.item:
        within = _item(text, within, reference.item)
    return within


def _paragraphs(text: str, article: Span) -> list[Span]:
    """Return the 款 of an article: its paragraphs, each with the items below it."""
    paragraphs: list[Span] = []
    for line in _LINE.finditer(text, article.start, article.end):
        if paragraphs and _ITEM.match(text, line.start()):
            paragraphs[-1] = Span(paragraphs[-1].start, line.end())
        elif paragraphs and len(paragraphs) == 1 and _is_bare(text, paragraphs[0]):
            # 第三条 on a line of its own: the first 款 is the next line.
            paragraphs[0] = Span(paragraphs[0].start, line.end())
        else:
            paragraphs.append(Span(line.start(), line.end()))
    return paragraphs


def _is_bare(text: str, line: Span) -> bool:
    return len(line) <= 30 and text[line.end - 1] not in "。；：;:"


def _item(text: str, within: Span, wanted: int) -> Span | None:
    """Return an item of a list, up to the next item or the end of the line; ``None`` if there is no such item."""
    items = [(m.start(), chinese_number(m[1] or m[2])) for m in _ITEM.finditer(text, within.start, within.end)]
    for place, (start, value) in enumerate(items):
        if value == wanted:
            end = next((other for other, number in items[place + 1 :] if number == wanted + 1), within.end)
            line_end = text.find("\n", start, end)
            return _stripped(text, start, line_end if line_end >= 0 else end)
    return None


def _decimal_section(text: str, number: str) -> Span | None:
    starts = [
        match
        for match in _DECIMAL_START.finditer(text)
        if not _CONTENTS.fullmatch(_line_from(text, match.start(1)).strip())
    ]
    place = next((place for place, match in enumerate(starts) if match[1] == number), None)
    if place is None:
        return None
    below = f"{number}."
    end = next((match.start(1) for match in starts[place + 1 :] if not match[1].startswith(below)), len(text))
    return _stripped(text, starts[place].start(1), end)


def _line_from(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _stripped(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip(" \t\r\n\u3000#*>")))

"""The header block of a page of government information: 索引号, 发布机构, 成文日期 and other fields.

The block is a run of lines that begin with the label of a field. A line may hold several fields, a field may be empty,
and some pages put a label and its value on two lines. Labels in a table or in the form 【索引号】 need no colon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.language.official import HEADING_NUMBER
from qa.reading.boilerplate import is_boilerplate, navigation_length
from qa.types import Span

_LABELS = {
    "索引号": "index_number",
    "信息索引号": "index_number",
    "信息索引": "index_number",
    "发布机构": "issuer",
    "发布单位": "issuer",
    "发文机关": "issuer",
    "发文机构": "issuer",
    "发文单位": "issuer",
    "制发机关": "issuer",
    "公开机构": "issuer",
    "名称": "title",
    "信息名称": "title",
    "标题": "title",
    "文件名称": "title",
    "文号": "document_number",
    "发文字号": "document_number",
    "发文号": "document_number",
    "文件编号": "document_number",
    "成文日期": "date_written",
    "成文时间": "date_written",
    "生成日期": "date_written",
    "发文日期": "date_written",
    "发文时间": "date_written",
    "印发日期": "date_written",
    "发布日期": "date_published",
    "公开日期": "date_published",
    "发布时间": "date_published",
    "分类": "category",
    "主题分类": "category",
    "信息分类": "category",
    "体裁分类": "category",
    "主题词": "subject_words",
    "关键词": "subject_words",
    "有效性": "status",
    "时效性": "status",
    "效力状态": "status",
    "效力": "status",
    "服务对象": "",
    "公开方式": "",
    "公开类别": "",
    "公开范围": "",
    "公开时限": "",
    "载体类型": "",
    "语种": "",
    "公开形式": "",
    "公开目录": "",
    "公文种类": "",
    "文件类型": "",
    "信息类别": "",
    "实施日期": "",
    "施行日期": "",
    "生效日期": "",
    "失效日期": "",
    "废止日期": "",
    "有效期": "",
    "内容概述": "",
    "责任部门": "",
    "来源": "",
}
"""field of :class:`qa.types.Metadata` for each label; "" for labels whose values are not stored"""

_SPACED_LABEL = "|".join(r"[\s\u3000]*".join(label) for label in sorted(_LABELS, key=len, reverse=True))
_START = r"(?:^|(?<=[\s\u3000\]】|]))"
_FIELD = re.compile(rf"{_START}[\[【]?(?P<label>{_SPACED_LABEL})[\]】]?[\s\u3000]*[:：]", re.MULTILINE)
_NEXT_FIELD = re.compile(rf"(?P<label>{_SPACED_LABEL})[:：]")
_UNBROKEN = re.compile(r" *\S{0,100}")
_CELL = re.compile(rf"{_START}[\[【]?(?P<label>{_SPACED_LABEL})(?:[\]】][:：]?|[:：]|(?=\s|$))", re.MULTILINE)
"""matches a label, even without a colon: in brackets, or alone in a table cell or between blanks"""
_OTHER_FIELD = re.compile(r"(?:^|(?<=[\s\u3000|]))(?:[\u4e00-\u9fff]{2,6}[:：]|[\[【][\u4e00-\u9fff]{2,6}[\]】])")
"""matches the label of a field, even an unknown one, after a blank"""
_OTHER_LINE = re.compile(
    r"[\s\u3000]*(?:[\[【]?[\u4e00-\u9fff]{2,8}[\]】]?[\s\u3000]*[:：]|[\[【][\u4e00-\u9fff]{2,8}[\]】])"
)
"""matches a line that begins with a field, even with an unknown label"""
_LINE_ABOVE = re.compile(rf"(?!.*[。；：;:！!]$)(?!{HEADING_NUMBER}).{{1,100}}")
"""matches a line that may stand above a block: a site's name or a title, but no sentence or numbered heading"""
_SITE_NAME = re.compile(
    r"(?!.*关于).{0,30}(信息公开|门户网站|网站导航|(?:规章|法规|文件|政策|制度|资料|知识|数据)库|首页).{0,10}"
)
_IDENTIFYING = {"index_number", "issuer", "document_number"}
_LEAST_FIELDS = 3
_LEAST_VALUES = 2
_LATEST_START = 3000
"""maximum number of characters before the first field of a header block"""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the block; ``value`` is the span of its value, possibly empty."""

    label: str
    name: str
    """name of the field in ``Metadata``; empty for a label whose value is not stored"""
    span: Span
    """the label with its punctuation"""
    value: Span


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The fields of a block, and the span of the block."""

    span: Span
    fields: tuple[Field, ...]

    def values(self, text: str) -> dict[str, str]:
        """Map the name of each field of ``Metadata`` to its first value; fields without a value are left out.

        Line ends inside a value are removed; a value of dashes or slashes alone counts as empty.

        Args:
            text: the text in which the block was found.
        """
        values: dict[str, str] = {}
        for field in self.fields:
            value = " ".join(re.sub(r"\s*\n\s*", "", text[field.value.start : field.value.end]).split())
            if field.name and value.strip("-—/ "):
                values.setdefault(field.name, value)
        return values


def find_header(text: str) -> HeaderBlock | None:
    """Return the header block at the top of ``text``.

    A block has at least three fields, of which at least one identifies the document (索引号, 发布机构 or 文号), because
    a label such as 名称： also occurs in other texts. The block begins with the first line above its fields that is
    neither boilerplate nor the name of the site, such as a title; without such a line, with its first field.

    ``None`` if there is no block, or if more than 3,000 characters, a sentence, a line of more than 100 characters or a
    numbered heading stand above it.
    """
    for block in _blocks(text):
        if block.span.start > _LATEST_START:
            return None
        lines = _lines(text, 0, block.span.start)
        lines = lines[navigation_length([text[line.start : line.end] for line in lines]) :]
        above = [line for line in lines if not is_boilerplate(text[line.start : line.end])]
        if all(_LINE_ABOVE.fullmatch(text[line.start : line.end]) for line in above):
            included = (line.start for line in above if not _SITE_NAME.fullmatch(text[line.start : line.end]))
            return HeaderBlock(Span(next(included, block.span.start), block.span.end), block.fields)
    return None


def find_closing_block(text: str) -> HeaderBlock | None:
    """Return the header block at the end of ``text``; ``None`` without one. The document's body includes this block.

    Only boilerplate may stand below it.
    """
    for block in reversed(_blocks(text)):
        rest = (text[line.start : line.end] for line in _lines(text, block.span.end, len(text)))
        return block if all(is_boilerplate(line) for line in rest) else None
    return None


def header_fields(text: str, block: Span) -> tuple[Span, ...]:
    """Return the span of each field of a header block from its label to the end of its value, without empty fields.

    Args:
        text: the text of the document.
        block: the span of its header block.
    """
    matches = _labels(text[: block.end], block.start, _FIELD)
    fields = _fields(text[: block.end], matches or _labels(text[: block.end], block.start, _CELL))
    return tuple(Span(f.span.start, f.value.end) for f in fields if len(f.value))


def _blocks(text: str) -> list[HeaderBlock]:
    """Return all header blocks; blocks without colons only if there is no block with colons."""
    return _blocks_of(text, _FIELD) or _blocks_of(text, _CELL)


def _blocks_of(text: str, pattern: re.Pattern[str]) -> list[HeaderBlock]:
    """Return the runs of labels that are header blocks: at least three labels, one of which identifies the document.

    Labels without colons count only if they have values, because they may be the column names of a table; two of them
    must have values.
    """
    blocks: list[HeaderBlock] = []
    for run in _runs(text, _labels(text, 0, pattern)):
        if len(run) < _LEAST_FIELDS:
            continue
        fields = _fields(text, run)
        filled = fields if pattern is _FIELD else [field for field in fields if len(field.value)]
        if len(filled) >= _LEAST_VALUES and {field.name for field in filled} & _IDENTIFYING:
            end = max(max(field.value.end, field.span.end) for field in fields)
            line_end = text.find("\n", end)
            span = _stripped(text, text.rfind("\n", 0, run[0].start()) + 1, len(text) if line_end < 0 else line_end)
            blocks.append(HeaderBlock(span, tuple(fields)))
    return blocks


def _labels(text: str, start: int, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the labels from ``start`` on.

    A label with a colon counts even without a gap before it, if it follows the value of another field:
    索引号：1144发布机构：市府.
    """
    labels: list[re.Match[str]] = []
    for match in pattern.finditer(text, start):
        if not labels or match.start() >= labels[-1].end():
            labels.append(match)
        while pattern is _FIELD and (unbroken := _UNBROKEN.match(text, labels[-1].end())):
            following = _NEXT_FIELD.search(text, unbroken.start(), unbroken.end())
            if not following:
                break
            labels.append(following)
    return labels


def _runs(text: str, labels: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Group labels that follow each other, with at most one line without a label between two of them.

    A repeated label begins another group, because pages repeat 发布日期 below the block, beside the number of visits.
    """
    run: list[re.Match[str]] = []
    for match in labels:
        if run and (_lines_between(text, run[-1], match) > 1 or any(_label(match) == _label(m) for m in run)):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _label(match: re.Match[str]) -> str:
    return re.sub(r"[\s\u3000]", "", match["label"])


def _lines_between(text: str, left: re.Match[str], right: re.Match[str]) -> int:
    """Count the lines with text, between two labels, that do not begin with a label, known or unknown."""
    between = text[left.end() : right.start()].split("\n")
    return sum(bool(line.strip()) and not _OTHER_LINE.match(line) for line in between[1:])


def _lines(text: str, start: int, end: int) -> list[Span]:
    lines = (Span(m.start(), m.end()) for m in re.compile(r"[^\n]+").finditer(text, start, end))
    return [stripped for line in lines if len(stripped := _stripped(text, line.start, line.end))]


def _fields(text: str, run: list[re.Match[str]]) -> list[Field]:
    """Return the fields of a run of labels, each value reaching to the next label at most."""
    on_own_lines = _labels_stand_alone(text, run)
    fields: list[Field] = []
    for position, match in enumerate(run):
        is_last = position + 1 == len(run)
        limit = len(text) if is_last else run[position + 1].start()
        label = _label(match)
        value = _line_value(text, match.end(), limit)
        if on_own_lines and not len(value):
            value = _next_line_value(text, match.end(), limit)
        elif _LABELS[label] == "title" and len(value) and not is_last:
            value = _with_next_line(text, value, limit)
        fields.append(Field(label, _LABELS[label], Span(match.start(), match.end()), value))
    return fields


def _labels_stand_alone(text: str, run: list[re.Match[str]]) -> bool:
    """Return whether the page puts values on the lines below their labels: most labels end their line."""
    ending = sum(not len(_line_value(text, match.end(), len(text))) for match in run)
    return ending > len(run) / 2


def _line_value(text: str, start: int, limit: int) -> Span:
    line_end = text.find("\n", start, limit)
    end = limit if line_end < 0 else line_end
    other = _OTHER_FIELD.search(text, start, end)
    return _stripped(text, start, other.start() if other else end)


def _next_line_value(text: str, start: int, limit: int) -> Span:
    while (line_end := text.find("\n", start, limit)) >= 0:
        start = line_end + 1
        value = _line_value(text, start, limit)
        if len(value):
            return value
    return Span(start, start)


def _with_next_line(text: str, value: Span, limit: int) -> Span:
    """Return the span of a title with the line directly below it, if that is the only line before the next label.

    A line that begins with a label or is boilerplate is not added.
    """
    following = _lines(text, value.end, limit)
    if len(following) != 1 or text[value.end : following[0].start].count("\n") != 1:
        return value
    line = text[following[0].start : following[0].end]
    return value if _OTHER_LINE.match(line) or is_boilerplate(line) else Span(value.start, following[0].end)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "|"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "|[【"):
        end -= 1
    return Span(start, end)

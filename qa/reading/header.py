"""The header block of a page of government information: 索引号, 发布机构, 成文日期 and so on.

The block is a run of lines that begin with a field's label. A line may hold several fields, a field may be empty, and
some pages put a label and its value on lines of their own. A table and 【索引号】 do without the colon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa.language import chinese_number
from qa.reading.furniture import is_furniture
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
"""label → field of :class:`qa.types.Metadata`; "" for a field that is part of the block but not kept on its own"""


_SPACED = "|".join(r"[\s\u3000]*".join(label) for label in sorted(_LABELS, key=len, reverse=True))
_GAP = r"(?:^|(?<=[\s\u3000\]】|]))"
_FIELD = re.compile(rf"{_GAP}[\[【]?(?P<label>{_SPACED})[\]】]?[\s\u3000]*[:：]", re.MULTILINE)
_NEXT_FIELD = re.compile(rf"(?P<label>{_SPACED})[:：]")
_UNBROKEN = re.compile(r" *\S{0,100}")
_CELL = re.compile(rf"{_GAP}[\[【]?(?P<label>{_SPACED})(?:[\]】][:：]?|[:：]|(?=\s|$))", re.MULTILINE)
"""a label without a colon: in brackets, or with nothing else in its cell of a table or between its blanks"""
_OTHER_FIELD = re.compile(r"(?:^|(?<=[\s\u3000|]))(?:[\u4e00-\u9fff]{2,6}[:：]|[\[【][\u4e00-\u9fff]{2,6}[\]】])")
_OTHER_LINE = re.compile(
    r"[\s\u3000]*(?:[\[【]?[\u4e00-\u9fff]{2,8}[\]】]?[\s\u3000]*[:：]|[\[【][\u4e00-\u9fff]{2,8}[\]】])"
)
_LINE_ABOVE = re.compile(r"(?!.*[。；：;:！!]$)(?!第.{1,4}[编章节条项]|[一二三四五六七八九十]+、).{1,100}")
"""what may stand above a block: names of a site, a title, but no sentence of the document and no heading"""
_SITE_NAME = re.compile(r"(?!.*关于).{0,30}(信息公开|门户网站|网站导航|规章库|文件库|政策库|首页).{0,10}")
_IDENTIFYING = {"index_number", "issuer", "document_number"}
_LEAST_FIELDS = 3
_LEAST_VALUES = 2
_DEEPEST_FIRST_FIELD = 3000
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
_ZEROS = str.maketrans("0０OoＯ◯", "〇〇〇〇〇〇")
_UNBROKEN_DATE = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)\s*")
_CHINESE_DATE = re.compile(
    r"([一二][〇○◯零OoＯ０0一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the block; ``value`` is the stretch of the text that holds its value, possibly empty."""

    label: str
    name: str
    span: Span
    value: Span


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The header block of a page."""

    span: Span
    fields: tuple[Field, ...]

    def values(self, text: str) -> dict[str, str]:
        """What the fields say: field of ``Metadata`` → its first non-empty value."""
        found: dict[str, str] = {}
        for field in self.fields:
            value = " ".join(re.sub(r"\s*\n\s*", "", text[field.value.start : field.value.end]).split())
            if field.name and value.strip("-—/ "):
                found.setdefault(field.name, value)
        return found


def find_header(text: str) -> HeaderBlock | None:
    """The header block at the top of ``text``, or ``None`` when the page has none.

    Three labels of which one identifies the document make a block: a body may well say 名称： somewhere. It takes in
    what stands above it, such as a title, but for furniture and names of the site.
    """
    for block in _blocks(text):
        if block.span.start > _DEEPEST_FIRST_FIELD:
            return None
        above = [line for line in _lines(text, 0, block.span.start) if not is_furniture(text[line.start : line.end])]
        if all(_LINE_ABOVE.fullmatch(text[line.start : line.end]) for line in above):
            kept = (line.start for line in above if not _SITE_NAME.fullmatch(text[line.start : line.end]))
            return HeaderBlock(Span(next(kept, block.span.start), block.span.end), block.fields)
    return None


def find_closing_block(text: str) -> HeaderBlock | None:
    """The block below a document that has nothing but furniture after it; it stays a part of the body."""
    for block in reversed(_blocks(text)):
        rest = (text[line.start : line.end] for line in _lines(text, block.span.end, len(text)))
        return block if all(is_furniture(line) for line in rest) else None
    return None


def header_fields(text: str, block: Span) -> tuple[Span, ...]:
    """The stretches ``label: value`` of a header block, without the fields that are empty."""
    matches = _matches(text[: block.end], block.start, _FIELD)
    fields = _fields(text[: block.end], matches or _matches(text[: block.end], block.start, _CELL))
    return tuple(Span(f.span.start, f.value.end) for f in fields if len(f.value))


def parse_date(value: str) -> date | None:
    """The first date in ``value`` (2019-12-24, 2019年12月24日, 二〇一九年十二月二十四日, 20191224), or ``None``."""
    found = _DATE.search(value) or _UNBROKEN_DATE.fullmatch(value) or _CHINESE_DATE.search(value)
    if not found:
        return None
    try:
        return date(*(_number(part) for part in found.groups()))
    except ValueError:
        return None


def _number(numeral: str) -> int:
    """The value of a part of a date; 二0一九 is written for 二〇一九."""
    return chinese_number(numeral if numeral.isdecimal() else numeral.translate(_ZEROS))


def _blocks(text: str) -> list[HeaderBlock]:
    """All header blocks, with colons where there are any."""
    return _blocks_of(text, _FIELD) or _blocks_of(text, _CELL)


def _blocks_of(text: str, pattern: re.Pattern[str]) -> list[HeaderBlock]:
    """The runs of labels that are blocks; where they have no colons, a value must show that they are no columns."""
    blocks: list[HeaderBlock] = []
    for run in _runs(text, _matches(text, 0, pattern)):
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


def _matches(text: str, start: int, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """The labels. One without a gap before it counts where the value of the field before it runs into it."""
    found: list[re.Match[str]] = []
    for match in pattern.finditer(text, start):
        if not found or match.start() >= found[-1].end():
            found.append(match)
        while pattern is _FIELD and (unbroken := _UNBROKEN.match(text, found[-1].end())):
            following = _NEXT_FIELD.search(text, unbroken.start(), unbroken.end())
            if not following:
                break
            found.append(following)
    return found


def _runs(text: str, matches: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Group labels that follow each other, with at most one line between two that holds no label.

    A label seen before begins another group: below its block a page repeats 发布日期 with the number of visits.
    """
    run: list[re.Match[str]] = []
    for match in matches:
        if run and (_lines_between(text, run[-1], match) > 1 or any(_label(match) == _label(m) for m in run)):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _label(match: re.Match[str]) -> str:
    return re.sub(r"[\s\u3000]", "", match["label"])


def _lines_between(text: str, left: re.Match[str], right: re.Match[str]) -> int:
    """How many lines between two labels hold no field, be it one that is not known."""
    between = text[left.end() : right.start()].split("\n")
    return sum(bool(line.strip()) and not _OTHER_LINE.match(line) for line in between[1:])


def _lines(text: str, start: int, end: int) -> list[Span]:
    lines = (Span(m.start(), m.end()) for m in re.compile(r"[^\n]+").finditer(text, start, end))
    return [stripped for line in lines if len(stripped := _stripped(text, line.start, line.end))]


def _fields(text: str, run: list[re.Match[str]]) -> list[Field]:
    own_lines = _labels_stand_alone(text, run)
    fields: list[Field] = []
    for position, match in enumerate(run):
        is_last = position + 1 == len(run)
        limit = len(text) if is_last else run[position + 1].start()
        label = _label(match)
        value = _line_value(text, match.end(), limit)
        if own_lines and not len(value):
            value = _next_line_value(text, match.end(), limit)
        elif _LABELS[label] == "title" and len(value) and not is_last:
            value = _with_next_line(text, value, limit)
        fields.append(Field(label, _LABELS[label], Span(match.start(), match.end()), value))
    return fields


def _labels_stand_alone(text: str, run: list[re.Match[str]]) -> bool:
    """Whether the page puts values on the lines below their labels: most labels end their line."""
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
    """A title goes on in the next line if that holds no field and is no button."""
    following = _lines(text, value.end, limit)
    if len(following) != 1 or text[value.end : following[0].start].count("\n") != 1:
        return value
    line = text[following[0].start : following[0].end]
    return value if _OTHER_LINE.match(line) or is_furniture(line) else Span(value.start, following[0].end)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "|"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "|[【"):
        end -= 1
    return Span(start, end)

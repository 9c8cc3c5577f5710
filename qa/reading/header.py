"""The header block of a page of government information: 索引号, 发布机构, 成文日期 and so on.

The block is a run of lines that begin with a field's label. A line may hold several fields, a field may be empty, and
some pages put a label and its value on lines of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa.language import chinese_number
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
    "生成日期": "date_written",
    "发文日期": "date_written",
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
    "服务对象": "",
    "公开方式": "",
    "公开类别": "",
    "公开范围": "",
    "公开时限": "",
    "载体类型": "",
    "语种": "",
    "来源": "",
}
"""label → field of :class:`qa.types.Metadata`; "" for a field that is part of the block but not kept on its own"""

FIELD_LABELS = tuple(_LABELS)

_SPACED = "|".join(r"[\s\u3000]*".join(label) for label in sorted(_LABELS, key=len, reverse=True))
_FIELD = re.compile(rf"(?:(?<=^)|(?<=[\s\u3000\]】|]))[\[【]?(?P<label>{_SPACED})[\]】]?[\s\u3000]*[:：]", re.MULTILINE)
_IDENTIFYING = {"index_number", "issuer", "document_number"}
_LEAST_FIELDS = 3
_DEEPEST_FIRST_FIELD = 3000
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
_CHINESE_DATE = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
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
            value = " ".join(text[field.value.start : field.value.end].split())
            if field.name and value:
                found.setdefault(field.name, value)
        return found


def find_header(text: str) -> HeaderBlock | None:
    """The header block of ``text``, or ``None`` when the page has none.

    Three labels of which one identifies the document make a block: a body may well say 名称： somewhere.
    """
    for run in _runs(text, list(_FIELD.finditer(text))):
        fields = _fields(text, run)
        names = {field.name for field in fields}
        if len({field.label for field in fields}) >= _LEAST_FIELDS and names & _IDENTIFYING:
            end = max(max(field.value.end, field.span.end) for field in fields)
            return HeaderBlock(Span(fields[0].span.start, end), tuple(fields))
    return None


def header_fields(text: str, block: Span) -> tuple[Span, ...]:
    """The stretches ``label: value`` of a header block, without the fields that are empty."""
    matches = list(_FIELD.finditer(text, block.start, block.end))
    fields = _fields(text[: block.end], matches)
    return tuple(Span(f.span.start, f.value.end) for f in fields if len(f.value))


def parse_date(value: str) -> date | None:
    """The first date in ``value`` (2019-12-24, 2019年12月24日, 二〇一九年十二月二十四日), or ``None``."""
    found = _DATE.search(value) or _CHINESE_DATE.search(value)
    if not found:
        return None
    try:
        return date(*(chinese_number(part) for part in found.groups()))
    except ValueError:
        return None


def _runs(text: str, matches: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Group labels that follow each other, with at most one line between two that holds no label.

    A label seen before begins another group: below its block a page repeats 发布日期 with the number of visits.
    """
    run: list[re.Match[str]] = []
    for match in matches:
        if run and (_lines_between(text, run[-1], match) > 1 or any(_label(match) == _label(m) for m in run)):
            yield run
            run = []
        if not run and match.start() > _DEEPEST_FIRST_FIELD:
            return
        run.append(match)
    if run:
        yield run


def _label(match: re.Match[str]) -> str:
    return re.sub(r"[\s\u3000]", "", match["label"])


def _lines_between(text: str, left: re.Match[str], right: re.Match[str]) -> int:
    between = text[left.end() : right.start()].split("\n")
    return sum(bool(line.strip()) for line in between[1:])


def _fields(text: str, run: list[re.Match[str]]) -> list[Field]:
    own_lines = _labels_stand_alone(text, run)
    fields: list[Field] = []
    for position, match in enumerate(run):
        limit = run[position + 1].start() if position + 1 < len(run) else len(text)
        value = _line_value(text, match.end(), limit)
        if own_lines and not len(value):
            value = _next_line_value(text, match.end(), limit)
        label = _label(match)
        fields.append(Field(label, _LABELS[label], Span(match.start(), match.end()), value))
    return fields


def _labels_stand_alone(text: str, run: list[re.Match[str]]) -> bool:
    """Whether the page puts values on the lines below their labels: most labels end their line."""
    ending = sum(text[match.end() :].split("\n", 1)[0].strip() == "" for match in run)
    return ending > len(run) / 2


def _line_value(text: str, start: int, limit: int) -> Span:
    line_end = text.find("\n", start, limit)
    return _stripped(text, start, limit if line_end < 0 else line_end)


def _next_line_value(text: str, start: int, limit: int) -> Span:
    while (line_end := text.find("\n", start, limit)) >= 0:
        start = line_end + 1
        value = _line_value(text, start, limit)
        if len(value):
            return value
    return Span(start, start)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "|"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "|[【"):
        end -= 1
    return Span(start, end)

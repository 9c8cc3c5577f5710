"""Structured texts that can be written to every format: headings, lists, tables, superscripts and notes."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.reading import decode, find_files, read_bytes

_LINES_OF_A_FILE = 200
_DIGITS = "一二三四五六七八九十"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph: normal, superscript or subscript text, or the text of a footnote marked at this place."""

    text: str
    kind: str = ""
    """empty for normal text, "above" for superscript, "below" for subscript, "note" for a footnote"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; the number of a list item is not part of its runs."""

    runs: tuple[Run, ...]
    level: int = 0
    """level of a heading from 1; 0 for other paragraphs"""
    style: str = ""
    """number style of a list item: "（一）" or "1."; empty for other paragraphs"""
    number: int = 0
    """number of a list item from 1"""

    @property
    def label(self) -> str:
        """The number of a list item as it is shown; empty for other paragraphs."""
        return {"": "", "（一）": f"（{_DIGITS[self.number - 1]}）", "1.": f"{self.number}."}[self.style]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with the numbers of columns and rows that it covers."""

    text: str
    columns: int = 1
    rows: int = 1


Table = tuple[tuple[TableCell, ...], ...]
Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A text to write to files."""

    name: str
    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[str]:
        """Yield the text as the document reader should return it: a row is a line, a note follows its paragraph."""
        mark = 0
        for block in self.blocks:
            if not isinstance(block, Paragraph):
                yield from table_lines(block)
                continue
            notes = [run.text for run in block.runs if run.kind == "note"]
            yield block.label + "".join(shown_runs(block.runs, mark))
            yield from (f"{raised(mark + number)}{note}" for number, note in enumerate(notes, start=1))
            mark += len(notes)

    @property
    def notes(self) -> tuple[str, ...]:
        """The texts of the footnotes."""
        runs = (run for block in self.blocks if isinstance(block, Paragraph) for run in block.runs)
        return tuple(run.text for run in runs if run.kind == "note")

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables."""
        return tuple(block for block in self.blocks if not isinstance(block, Paragraph))


def shown_runs(runs: Iterable[Run], mark: int = 0) -> Iterator[str]:
    """Yield the text of each run in plain characters; ``mark`` is the number of footnotes before these runs."""
    for run in runs:
        mark += run.kind == "note"
        yield {
            "": run.text,
            "above": run.text.translate(_RAISED),
            "below": run.text.translate(_LOWERED),
            "note": raised(mark),
        }[run.kind]


def raised(number: int) -> str:
    """Return a number in superscript digits."""
    return str(number).translate(_RAISED)


def table_lines(table: Table) -> Iterator[str]:
    """Yield each row, its cells separated by tabs.

    The text of a cell over several rows is repeated in each; a cell over several columns is followed by empty cells.
    """
    above: dict[int, tuple[int, str]] = {}
    for row in table:
        texts: list[str] = []
        for cell in (*row, None):
            while len(texts) in above:
                rows, text = above.pop(len(texts))
                if rows > 1:
                    above[len(texts)] = rows - 1, text
                texts.append(text)
            if cell:
                if cell.rows > 1:
                    above[len(texts)] = cell.rows - 1, cell.text
                texts += [cell.text, *[""] * (cell.columns - 1)]
        yield "\t".join(texts)


def written_sample() -> SampleDocument:
    """Return a document with everything that formats write differently."""
    return SampleDocument(
        "样本",
        (
            Paragraph((Run("青川市城乡供水管理办法"),), level=1),
            Paragraph((Run("青政规〔2023〕７号　二〇二三年六月一日"),)),
            Paragraph((Run("第一章　总则"),), level=2),
            _plain("第一条　为了规范“供水、用水”行为，根据《中华人民共和国水法》和‘省条例’，制定本办法。"),
            Paragraph(
                (
                    Run("第二条　本市每年供水3.2×10"),
                    Run("4", "above"),
                    Run("m"),
                    Run("3", "above"),
                    Run("，水中的NH"),
                    Run("3", "below"),
                    Run("-N不得超过0.5mg/L"),
                    Run("见《生活饮用水卫生标准》（GB 5749—2022）表1。", "note"),
                    Run("，浓度低至10"),
                    Run("-6", "above"),
                    Run("的也要记录。"),
                )
            ),
            Paragraph((Run("第二章　水价与补贴"),), level=2),
            _plain("第三条　下列用户可以申请补贴："),
            Paragraph((Run("最低生活保障对象；"),), style="（一）", number=1),
            Paragraph((Run("残疾等级为1、2级的；"),), style="（一）", number=2),
            Paragraph((Run("住在𠀀𠮷村、㐂㠪镇和䶮山、犇鱻、﨑町的居民。"),), style="（一）", number=3),
            _plain("第四条　申请时交下列材料："),
            Paragraph((Run("身份证复印件２份；"),), style="1.", number=1),
            Paragraph((Run("3个月内的水费单（金额≥￥1,234.50、＄8或者€9）；"),), style="1.", number=2),
            _plain("第五条　补贴标准如下："),
            _fees(),
            _plain("第六条　" + "供水企业应当保证水质，不得擅自停水；因施工必须停水的，应当提前24小时公告。" * 25),
            _plain("Ａ区、B區、Ｃ区按①②③、Ⅳ、㎡、℃、‰、…… —— ～ 等符号执行；电话：0755-8888 6666，q@example.cn。"),
            _plain("第七条　本办法自2023年7月1日起施行。"),
        ),
    )


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _fees() -> Table:
    return (
        (TableCell("用户类别"), TableCell("标准（元／月）", columns=2), TableCell("备注")),
        (TableCell("居民", rows=2), TableCell("城镇"), TableCell("12.50"), TableCell("按户")),
        (TableCell("农村"), TableCell("8"), TableCell("按户")),
        (TableCell("𠮷祥敬老院"), TableCell("免费"), TableCell("0"), TableCell("凭证明办理")),
    )


def real_documents(folder: Path, most: int) -> Iterator[SampleDocument]:
    """Yield the plain-text files of a folder as documents of paragraphs: at most ``most``, spread over the folder.

    Of each file, the first 200 lines are taken, without headings, comments, tables and lists in Markdown.
    """
    files = [file for file in find_files([folder], lambda path, reason: None) if file.suffix in (".txt", ".md")]
    for file in files[:: max(1, len(files) // most)][:most]:
        lines = decode(read_bytes(file), str(file))[0].split("\n")[:_LINES_OF_A_FILE]
        kept = [line.strip(" \t\r\ufeff") for line in lines if not line.lstrip().startswith(("#", "<!--", "|", "-"))]
        yield SampleDocument(file.stem, tuple(_plain(line) for line in kept if line))


def letters(lines: Sequence[str]) -> str:
    """Return lines joined without white space; compatibility ideographs are unified, as the document reader does."""
    return unicodedata.normalize("NFC", "".join("".join(lines).split()))

"""Read tables drawn in plain text: │ 摊位 │ 日租 │ between ├──┼──┤, or with |, + and hyphens."""

import re
from collections.abc import Iterator

from qa.reading.formats.extracted_text import Line

_BORDER = re.compile(r"[ \t\u3000]*[\u2500-\u257f+|=-](?:[\u2500-\u257f+|= \t\u3000-])*")
_DRAWN_BORDER = re.compile(r"[\u2500-\u257f]{3,}|\+[-=+]{2,}")
_ROW = re.compile(r"[ \t\u3000]*[\u2502\u2503\u2551|](?P<cells>.+)[\u2502\u2503\u2551|][ \t\u3000]*")
_RULE = re.compile("[\u2502\u2503\u2551|]")


def drawn_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text without the borders of drawn tables, and with tabs between the cells of their rows.

    A line with a vertical rule at both ends is a row if a border or another row stands directly above it.
    """
    table, is_inside = 0, False
    for line in text.split("\n"):
        if _BORDER.fullmatch(line) and _DRAWN_BORDER.search(line):
            table += not is_inside
            is_inside = True
            continue
        row = _ROW.fullmatch(line) if is_inside else None
        if row is None:
            is_inside = False
            yield Line(line)
        else:
            cells = (" ".join(cell.split()) for cell in _RULE.split(row["cells"]))
            yield Line("\t".join(cells), table=table)

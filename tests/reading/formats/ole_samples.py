"""Small compound files and Word 97 files, built byte by byte."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from struct import pack

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT_AT = 2048
_SHORT = {0x2416, 0x2417, 0x2640, 0x260A, 0x083C, 0x0800, 0x0837, 0x2A48}
"""properties with an operand of one byte; the others here have two"""


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file (MS-CFB) with these streams at its root."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []
    starts: dict[str, int] = {}

    def store(data: bytes) -> int:
        start = len(sectors)
        parts = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(parts)
        chain.extend([*range(start + 1, start + len(parts)), _END])
        return start

    for name, data in padded.items():
        starts[name] = store(data)
    names = sorted(padded, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, 2, starts[name], len(padded[name]), right=right))
    directory = store(b"".join(entries))
    count = len(sectors) // 127 + 1
    first = len(sectors)
    chain += [_FAT] * count
    table = pack(f"<{len(chain)}I", *chain).ljust(count * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, count, directory, 0, 4096, _END, 0, _END, 0)
    header += pack(f"<{count}I", *range(first, first + count))
    return header.ljust(_SECTOR, b"\xff") + b"".join(sectors) + table


def ringed_file(name: str, data: bytes) -> bytes:
    """Return a compound file with one small stream whose chain of short sectors is closed to a ring."""
    assert 64 < len(data) <= 128
    entries = [_entry("Root Entry", 5, 1, 128, child=1), _entry(name, 2, 0, len(data))]
    sectors = [b"".join(entries), data, pack("<II", 1, 0), pack("<IIII", _END, _END, _END, _FAT)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIIII", 0, 1, 0, 0, 4096, 2, 1, _END, 0, 3)
    fillings = (b"\0", b"\0", b"\xff", b"\xff")
    filled = (sector.ljust(_SECTOR, filling) for sector, filling in zip(sectors, fillings, strict=True))
    return header.ljust(_SECTOR, b"\xff") + b"".join(filled)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + pack("<HBB", len(encoded) + 2, kind, 1)
    return entry + pack("<III", _FREE, right, child) + bytes(36) + pack("<IQ", start, size)


@dataclass(frozen=True)
class Text:
    """A text with the properties of its characters and of the paragraph that it ends."""

    text: str
    run: Mapping[int, int] | None = None
    paragraph: Mapping[int, int] | None = None


def word_file(
    texts: Sequence[Text],
    lists: Sequence[tuple[int, str]] = (),
    *,
    flags: int = 0,
    version: int = 0xC1,
    headers: str = "",
    footnotes: Sequence[str] = (),
) -> bytes:
    r"""Return a Word file with a text (MS-DOC).

    Args:
        texts: the parts of the text; each ends with the mark of its paragraph or cell, or is a run inside one.
        lists: the number format and the text of the first level of each list, with \\0 in place of the number.
        flags: flags of the header, such as 0x100 for an encrypted file.
        version: the version of the file format.
        headers: text in the headers of the pages.
        footnotes: the notes that the characters U+0002 of the text refer to, each with its own U+0002 at the beginning.
    """
    whole, notes = "".join(part.text for part in texts), "".join(footnotes)
    stored = (whole + notes + headers).encode("utf-16-le")
    runs, paragraphs, position, begin = [], [], _TEXT_AT, _TEXT_AT
    for part in texts:
        end = position + len(part.text.encode("utf-16-le"))
        runs.append((position, end, _grpprl(part.run or {})))
        if part.text[-1] in "\r\x07":
            paragraphs.append((begin, end, pack("<H", 0) + _grpprl(part.paragraph or {})))
            begin = end
        position = end
    pages_at = (_TEXT_AT + len(stored) + _SECTOR - 1) // _SECTOR
    main = bytearray(_TEXT_AT) + stored
    main += bytes(pages_at * _SECTOR - len(main)) + _run_page(runs) + _paragraph_page(paragraphs)
    tables = bytearray()
    count = _units(whole + notes + headers)
    parts = {33: b"\x02" + pack("<I", 16) + pack("<II", 0, count) + pack("<HIH", 0, _TEXT_AT, 0)}
    parts |= {12: pack("<III", _TEXT_AT, position, pages_at), 13: pack("<III", _TEXT_AT, position, pages_at + 1)}
    if footnotes:
        references = [_units(whole[:place]) for place, character in enumerate(whole) if character == "\x02"]
        ends = [*accumulate(map(_units, footnotes), initial=0), _units(notes) + 1]
        parts[2] = pack(f"<{len(references) + 1}I", *references, _units(whole)) + pack("<H", 1) * len(references)
        parts[3] = pack(f"<{len(ends)}I", *ends)
    levels = b""
    if lists:
        parts[74] = pack("<I", len(lists)) + b"".join(pack("<i", n + 7) + bytes(12) for n in range(len(lists)))
        parts[74] += b"\xff\xff\xff\xff" * len(lists)
        parts[73] = pack("<H", len(lists)) + b"".join(
            pack("<i", n + 7) + bytes(22) + b"\1\0" for n in range(len(lists))
        )
        for number_format, text in lists:
            levels += pack("<iB", 1, number_format) + bytes(23) + pack("<H", len(text)) + text.encode("utf-16-le")
    main[0:4] = pack("<HH", 0xA5EC, version)
    main[0x0A:0x0C] = pack("<H", flags)
    main[0x4C:0x58] = pack("<III", _units(whole), _units(notes), _units(headers))
    for number, table in sorted(parts.items()):
        main[0x9A + 8 * number : 0xA2 + 8 * number] = pack("<II", len(tables), len(table))
        tables += table + (levels if number == 73 else b"")
    return compound_file({"WordDocument": bytes(main), "0Table": bytes(tables)})


def _units(text: str) -> int:
    """Return the number of characters as Word counts them: a character beyond U+FFFF counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _grpprl(properties: Mapping[int, int]) -> bytes:
    return b"".join(pack("<HB" if code in _SHORT else "<HH", code, value) for code, value in properties.items())


def _run_page(runs: Sequence[tuple[int, int, bytes]]) -> bytes:
    page, at = bytearray(_SECTOR), _SECTOR - 2
    places = []
    for _, _, properties in runs:
        at -= (len(properties) + 2) // 2 * 2
        page[at : at + 1 + len(properties)] = bytes([len(properties)]) + properties
        places.append(at // 2 if properties else 0)
    head = pack(f"<{len(runs) + 1}I", *(start for start, _, _ in runs), runs[-1][1]) + bytes(places)
    page[: len(head)] = head
    page[-1] = len(runs)
    return bytes(page)


def _paragraph_page(paragraphs: Sequence[tuple[int, int, bytes]]) -> bytes:
    page, at = bytearray(_SECTOR), _SECTOR - 2
    boxes = b""
    for _, _, own in paragraphs:
        properties = own + bytes(1 - len(own) % 2)
        at -= len(properties) + 1 + (len(properties) + 1) % 2
        page[at : at + 1 + len(properties)] = bytes([(len(properties) + 1) // 2]) + properties
        boxes += bytes([at // 2]) + bytes(12)
    head = pack(f"<{len(paragraphs) + 1}I", *(start for start, _, _ in paragraphs), paragraphs[-1][1]) + boxes
    page[: len(head)] = head
    page[-1] = len(paragraphs)
    return bytes(page)

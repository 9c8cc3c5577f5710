"""Extract the visible characters of a PDF page and turn them upright.

PDFium returns characters with their boxes in the order of the page's content stream, in the coordinates of the page
before it is rotated.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import POINTER, byref, c_double, c_int, c_uint, cast, create_string_buffer
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_OBLIQUE = 10
"""angle in degrees from which a text counts as oblique; scanned pages are turned by less"""
_DIAGONAL = -1
_WHITE = 250
"""minimum value of each colour channel, of 255, in white"""
_LIGHT = 160
"""minimum value of each colour channel, of 255, in the colour of a watermark"""
_SOLID = 150
"""minimum opacity, of 255, of ordinary text"""
_INVISIBLE_MODES = {3, 7}
"""text rendering modes that paint nothing (ISO 32000-1, 9.3.6); scanning programs store recognised text in them"""
_HIGH_SURROGATES, _LOW_SURROGATES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_PATH, _IMAGE, _SHADING, _FORM = 2, 3, 4, 5
_SAME_COLUMN = 0.5
_NEXT_BELOW = 2.2
"""maximum distance, in character heights, to the next character of vertical writing"""
_LEAST_BELOW = 5


@dataclass(frozen=True, slots=True)
class Character:
    """A character with its box, in points from the lower left corner of the upright page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    is_generated: bool
    """whether PDFium inferred the character, a blank or a line end, from the place of its neighbours"""
    is_faint: bool = False
    """whether it is light or transparent, as watermarks are"""
    baseline: float = math.nan
    """height of its baseline; NaN in turned text, in vertical writing, for an inferred character, or if PDFium does not
    state it"""

    @property
    def height(self) -> float:
        """The height of its box."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """The characters of a page that run in the same direction."""

    characters: Sequence[Character]
    width: float
    """the width in points of the page when its text is turned to run from left to right"""
    is_vertical: bool = False
    """whether the text is vertical, in columns from right to left; boxes are then turned so that columns are lines"""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, character: Character) -> bool:
        """Return whether the middle of a character lies in the box."""
        across, up = (character.left + character.right) / 2, (character.bottom + character.top) / 2
        return self.left <= across <= self.right and self.bottom <= up <= self.top


def page_characters(page: "PdfPage", text_page: "PdfTextPage") -> list[PageCharacters]:
    """Return the characters of a page by the direction of their text, the most frequent direction first.

    Hidden characters are left out: white ones on a white background, transparent ones, and unpainted ones that are not
    the recognised text of an image. Oblique text counts as a watermark and is left out, unless the page has no other
    text.
    """
    directions: dict[int, list[Character]] = {}
    direction = 0
    for character, turn in _visible(page, text_page):
        # PDFium does not state an angle for blanks that it infers.
        direction = direction if character.is_generated else turn
        directions.setdefault(direction, []).append(character)
    oblique = directions.pop(_DIAGONAL, [])
    if not any(not character.text.isspace() for characters in directions.values() for character in characters):
        directions = {0: oblique}
    sizes = Counter({turn: sum(not c.text.isspace() for c in characters) for turn, characters in directions.items()})
    left, bottom, right, top = page.get_mediabox()
    return [_upright(directions[turn], turn, _Box(left, bottom, right, top)) for turn, _ in sizes.most_common()]


def _visible(page: "PdfPage", text_page: "PdfTextPage") -> Iterator[tuple[Character, int]]:
    """Yield the visible characters with their direction in quarter turns, or ``_DIAGONAL``."""
    found = list(_characters(text_page))
    white = [kind == "white" for _, _, kind in found]
    unpainted = [kind == "unpainted" for _, _, kind in found]
    shapes, pictures = _backgrounds(page) if any(white) or any(unpainted) else ([], [])
    is_recognised = all(kind in ("unpainted", "generated") for _, _, kind in found)
    for character, turn, kind in found:
        if kind == "transparent" or (kind == "white" and not any(box.holds(character) for box in shapes)):
            continue
        if kind == "unpainted" and not is_recognised and not any(box.holds(character) for box in pictures):
            continue
        yield character, turn


def _characters(text_page: "PdfTextPage") -> Iterator[tuple[Character, int, str]]:
    """Yield all characters that have a box, with their direction and how they are painted (see ``_painting``).

    A character that PDFium inferred has direction 0 and is "generated" instead of painted.
    """
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    across, up = c_double(), c_double()
    high = 0
    for index in range(text_page.count_chars()):
        if not raw.FPDFText_GetLooseCharBox(text_page, index, byref(box)):
            continue
        is_generated = raw.FPDFText_IsGenerated(text_page, index) == 1
        bottom, top = sorted((box.bottom, box.top))
        left, right = sorted((box.left, box.right))
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _HIGH_SURROGATES:
            high = code
            continue
        if high and code in _LOW_SURROGATES:
            # PDFium returns a character beyond U+FFFF as the two halves of its UTF-16 form, with the same box.
            code = 0x10000 + ((high - _HIGH_SURROGATES.start) << 10) + code - _LOW_SURROGATES.start
        high = 0
        if is_generated:
            yield Character(chr(code), left, right, bottom, top, True), 0, "generated"
            continue
        kind = _painting(text_page, index)
        has_origin = raw.FPDFText_GetCharOrigin(text_page, index, byref(across), byref(up))
        baseline = up.value if has_origin else math.nan
        character = Character(chr(code), left, right, bottom, top, False, kind == "faint", baseline)
        yield character, _direction(text_page, index), kind


def _direction(text_page: "PdfTextPage", index: int) -> int:
    """Return the clockwise quarter turns of a character's baseline, or ``_DIAGONAL``.

    PDFium's own angle of a character is that of its upright strokes, which are slanted in Chinese italics.
    """
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, byref(matrix))
    quarters, rest = divmod(math.degrees(math.atan2(-matrix.b, matrix.a)) + 45, 90)
    return int(quarters) % 4 if abs(rest - 45) <= _OBLIQUE else _DIAGONAL


def _painting(text_page: "PdfTextPage", index: int) -> str:
    """Return how a character is painted: solid, faint, white, transparent or unpainted; solid for an unknown colour."""
    from pypdfium2 import raw

    text_object = raw.FPDFText_GetTextObject(text_page, index)
    if text_object and raw.FPDFTextObj_GetTextRenderMode(text_object) in _INVISIBLE_MODES:
        return "unpainted"
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFText_GetFillColor(text_page, index, byref(red), byref(green), byref(blue), byref(alpha)):
        return "solid"
    darkest = min(red.value, green.value, blue.value)
    if alpha.value == 0:
        return "transparent"
    if darkest >= _WHITE:
        return "white"
    return "faint" if darkest >= _LIGHT or alpha.value < _SOLID else "solid"


def _backgrounds(page: "PdfPage") -> tuple[list[_Box], list[_Box]]:
    """Return the boxes of the page's objects, except text, that are not white, and the boxes of the images.

    Form objects, whose content is not examined, belong to both.
    """
    shapes: list[_Box] = []
    pictures: list[_Box] = []
    for page_object in page.get_objects(max_depth=1):
        box = _Box(*page_object.get_bounds()) if page_object.type in (_PATH, _IMAGE, _SHADING, _FORM) else None
        if box and (page_object.type != _PATH or _is_coloured(page_object)):
            shapes.append(box)
        if box and page_object.type in (_IMAGE, _FORM):
            pictures.append(box)
    return shapes, pictures


def _is_coloured(path: object) -> bool:
    """Return whether a path is filled with a colour other than white."""
    from pypdfium2 import raw

    fill, stroke = c_int(), c_int()
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    raw.FPDFPageObj_GetFillColor(path, byref(red), byref(green), byref(blue), byref(alpha))
    return fill.value != 0 and min(red.value, green.value, blue.value) < _WHITE


def _upright(characters: Sequence[Character], turn: int, page: _Box) -> PageCharacters:
    """Return characters with their boxes turned so that the text runs from left to right."""
    across, up = page.right - page.left, page.top - page.bottom
    turned = [_turned(_from_origin(character, page), turn, across, up) for character in characters]
    width, height = (up, across) if turn % 2 else (across, up)
    if not _is_vertical(turned):
        return PageCharacters(turned, width)
    return PageCharacters([_as_line(character, height) for character in turned], height, is_vertical=True)


def _from_origin(character: Character, page: _Box) -> Character:
    """Return a character with its box measured from the lower left corner of the page."""
    if not page.left and not page.bottom:
        return character
    return replace(
        character,
        left=character.left - page.left,
        right=character.right - page.left,
        bottom=character.bottom - page.bottom,
        top=character.top - page.bottom,
        baseline=character.baseline - page.bottom,
    )


def _turned(character: Character, turn: int, across: float, up: float) -> Character:
    left, bottom, right, top = character.left, character.bottom, character.right, character.top
    if turn == 1:
        return _placed(character, up - top, left, up - bottom, right)
    if turn == 2:
        return _placed(character, across - right, up - top, across - left, up - bottom)
    return _placed(character, bottom, across - right, top, across - left) if turn == 3 else character


def _as_line(character: Character, height: float) -> Character:
    """Turn the box of a character of vertical writing: columns become lines, and the rightmost column is on top."""
    return _placed(character, height - character.top, character.left, height - character.bottom, character.right)


def _placed(character: Character, left: float, bottom: float, right: float, top: float) -> Character:
    return replace(character, left=left, bottom=bottom, right=right, top=top, baseline=math.nan)


def _is_vertical(characters: Sequence[Character]) -> bool:
    """Return whether most characters stand below the one before them instead of beside it."""
    below = beside = 0
    for before, after in pairwise(c for c in characters if not c.text.isspace()):
        height = after.top - after.bottom
        step = before.bottom - after.bottom
        if abs(before.left + before.right - after.left - after.right) / 2 < _SAME_COLUMN * height:
            below += 0 < step <= _NEXT_BELOW * height
        elif abs(step) < height / 2:
            beside += 1
    return below >= _LEAST_BELOW and below > beside


def free_texts(page: "PdfPage") -> Iterator[str]:
    """Yield the texts of the visible FreeText annotations of a page."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            hidden = raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW)
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FREETEXT and not hidden:
                yield _contents(annotation)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: object) -> str:
    from pypdfium2 import raw

    length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(annotation, b"Contents", cast(buffer, POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")

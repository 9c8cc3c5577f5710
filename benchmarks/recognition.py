"""Measure text recognition on rendered pages: accuracy, time and memory.

    python -m benchmarks.recognition FOLDER [--pages 40] [--seed 0]

FOLDER holds documents; their paragraphs are printed onto pages of A4 size at 200 dots per inch, in four fonts in turn
(Debian: fonts-noto-cjk, fonts-wqy-zenhei, fonts-arphic-uming, fonts-arphic-ukai), with noise, a skew of up to 2 degrees
to either side, and, on every second page, a ruled table and a round red seal over the signature. A paragraph with a
character that the font lacks is left out. Each page is read as a PNG file.

Prints, tab-separated, for each page: font, skew, noise, characters, errors (edit distance without white space; a
full-width comma equals an ASCII one, because both fill a cell), mean confidence; then the share of right characters
over all pages, the processor seconds per page, and the memory in MB. The exit status is 1 if the share is below 0.995.
"""

import argparse
import io
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from qa.errors import ReadingError
from qa.reading import read_bytes, read_document
from qa.reading.formats.image import image_text

FONTS = (
    ("Noto Serif", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    ("WenQuanYi", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("UMing", "/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("UKai", "/usr/share/fonts/truetype/arphic/ukai.ttc", 0),
)
WIDTH, HEIGHT, MARGIN, SIZE, PITCH = 1654, 2339, 200, 44, 76
LINE_CHARACTERS = (WIDTH - 2 * MARGIN) // SIZE
INDENT = "\u3000\u3000"
LEAST = 0.995
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
TABLE = (("项目名称", "完成时限", "经费（万元）"), ("道路改造", "2024年6月", "3,580.5"), ("管网更新", "12个月", "960"))


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page and the text on it.

    ``skew`` is in degrees; ``noise`` is the standard deviation of the noise added to the colour values (0 to 255).
    """

    font: str
    skew: float
    noise: float
    image: Image.Image
    text: str


def main() -> int:
    """Render, recognise, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    paragraphs = list(read_paragraphs(arguments.folder))
    characters = errors = 0
    seconds = 0.0
    for number in range(arguments.pages):
        page = rendered(number, paragraphs, chance)
        file = io.BytesIO()
        page.image.save(file, "PNG")
        began = time.process_time()
        try:
            found = image_text(file.getvalue(), f"page {number + 1}")
            text, confidence = found.text, found.recognised[0] or 0.0
        except ReadingError as error:
            text, confidence = "", 0.0
            print(error)
        seconds += time.process_time() - began
        wrong = edit_distance(folded(page.text), folded(text))
        characters, errors = characters + len(bare(page.text)), errors + wrong
        row = (page.font, f"{page.skew:.2f}", f"{page.noise:.0f}", len(bare(page.text)), wrong, f"{confidence:.3f}")
        print(*row, sep="\t", flush=True)
    right = 1 - errors / characters
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"right {right:.4f}", f"seconds {seconds / arguments.pages:.1f}", f"memory {memory} MB", sep="\t")
    return 0 if right >= LEAST else 1


def read_paragraphs(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of the documents in a folder, without white space.

    Only paragraphs that are longer than a line and have fewer than 300 characters are yielded.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".txt", ".docx", ".html", ".md"):
            try:
                text = read_document(path, read_bytes(path)).text
            except ReadingError:
                continue
            yield from (line for line in map(bare, text.split("\n")) if LINE_CHARACTERS < len(line) < 300)


def rendered(number: int, paragraphs: Sequence[str], chance: random.Random) -> Page:
    """Return a page with random paragraphs.

    ``number`` decides the font and whether the page has a table and a seal.
    """
    name, path, index = FONTS[number % len(FONTS)]
    font = ImageFont.truetype(path, SIZE, index=index)
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    has_extras = number % 2 == 1
    lines: list[str] = []
    most = 17 if has_extras else 24
    while len(lines) < most:
        paragraph = chance.choice(paragraphs)
        if all(has_glyph(path, index, character) for character in set(paragraph)):
            indented = INDENT + paragraph
            lines += [indented[at : at + LINE_CHARACTERS] for at in range(0, len(indented), LINE_CHARACTERS)]
    lines = lines[:most]
    for place, line in enumerate(lines):
        for column, character in enumerate(line):
            draw.text((MARGIN + column * SIZE, MARGIN + place * PITCH), character, font=font, fill=(20, 20, 20))
    if has_extras:
        lines += draw_extras(image, MARGIN + len(lines) * PITCH + 20, font)
    skew, noise = chance.uniform(-2, 2), chance.choice((0.0, 8.0, 16.0))
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    values = np.asarray(image, dtype=np.float64)
    values = values + np.random.default_rng(number).normal(0, noise, values.shape)
    return Page(name, skew, noise, Image.fromarray(values.clip(0, 255).astype(np.uint8)), "".join(lines))


def draw_extras(image: Image.Image, top: int, font: ImageFont.FreeTypeFont) -> list[str]:
    """Draw a ruled table, and a signature under a red seal; return their lines."""
    draw = ImageDraw.Draw(image)
    columns, height = (MARGIN, 700, 1100, WIDTH - MARGIN), 80
    for rule in range(len(TABLE) + 1):
        draw.line((columns[0], top + rule * height, columns[-1], top + rule * height), fill="black", width=3)
    for rule in columns:
        draw.line((rule, top, rule, top + len(TABLE) * height), fill="black", width=3)
    for row, cells in enumerate(TABLE):
        for column, cell in enumerate(cells):
            middle = (columns[column] + columns[column + 1]) / 2, top + (row + 0.5) * height
            draw.text(middle, cell, font=font, fill="black", anchor="mm")
    below = top + len(TABLE) * height + 60
    signature = ("青田县住房和城乡建设局", "2024年11月5日")
    for place, line in enumerate(signature):
        draw.text((1150, below + place * PITCH), line, font=font, fill="black", anchor="mm")
    seal = Image.new("RGBA", image.size, (0, 0, 0, 0))
    drawn = ImageDraw.Draw(seal)
    drawn.ellipse((990, below - 130, 1310, below + 190), outline=(215, 30, 35, 210), width=10)
    star = ImageFont.truetype(FONTS[1][1], 110)
    drawn.text((1150, below + 30), "★", font=star, fill=(215, 30, 35, 210), anchor="mm")
    image.paste(Image.alpha_composite(image.convert("RGBA"), seal).convert("RGB"))
    return ["".join(cells) for cells in TABLE] + list(signature)


@cache
def has_glyph(path: str, index: int, character: str) -> bool:
    """Return whether a font has a glyph for a character, by comparison with its glyph for missing characters."""
    font = ImageFont.truetype(path, SIZE, index=index)
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010fffd"))


def bare(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def folded(text: str) -> str:
    """Return a text without white space and with ASCII characters in place of full-width ones.

    In cells of equal size a full-width comma looks like an ASCII one.
    """
    return bare(text).translate(_HALF_WIDTH)


def edit_distance(expected: str, found: str) -> int:
    """Return the Levenshtein distance: the number of characters to change, add or remove to make the texts equal."""
    row = np.arange(len(found) + 1)
    letters = np.array(list(found))
    for number, letter in enumerate(expected, start=1):
        changed = np.minimum(row[1:] + 1, row[:-1] + (letters != letter))
        # Insertions: each value is at most the minimum over the earlier values plus the distance to them.
        steps = np.concatenate(([number], changed)) - np.arange(len(found) + 1)
        row = np.minimum.accumulate(steps) + np.arange(len(found) + 1)
    return int(row[-1])


if __name__ == "__main__":
    sys.exit(main())

"""Plain text files."""

from qa.reading.formats.base import Format, text_extractor
from qa.reading.formats.extracted_text import ExtractedText

FORMAT = Format(
    suffixes=(".txt", ".text"),
    media_type="text/plain",
    extract=text_extractor(lambda text, source: ExtractedText(text)),
)

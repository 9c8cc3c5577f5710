"""Recognise the text of scanned pages and photos (the extra ``ocr``)."""

from qa.reading.recognition.engine import INSTALL_COMMAND, is_installed
from qa.reading.recognition.recognised_page import (
    RecognisedPage,
    check_confidence,
    recognise_page,
    recognised_page_texts,
)

__all__ = [
    "INSTALL_COMMAND",
    "RecognisedPage",
    "check_confidence",
    "is_installed",
    "recognise_page",
    "recognised_page_texts",
]

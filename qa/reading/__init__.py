"""Files to documents: encoding, format, header block, title and body."""

from qa.reading.archive import split_member
from qa.reading.decode import decode
from qa.reading.files import (
    SUPPORTED_SUFFIXES,
    canonical,
    content_hash,
    find_files,
    read_bytes,
    read_document,
    too_large_message,
)
from qa.reading.header import header_fields
from qa.reading.records import csv_rows, excel_sheets

__all__ = [
    "SUPPORTED_SUFFIXES",
    "canonical",
    "content_hash",
    "csv_rows",
    "decode",
    "excel_sheets",
    "find_files",
    "header_fields",
    "read_bytes",
    "read_document",
    "split_member",
    "too_large_message",
]

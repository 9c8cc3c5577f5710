"""Read files as documents: find the files, decode them, extract the text, and split it into header, title and body."""

from qa.reading.document_reader import read_document, read_documents
from qa.reading.file_content import content_hash, read_bytes, too_large_message
from qa.reading.file_discovery import canonical, find_files
from qa.reading.file_names import path_on_disk, shown_path
from qa.reading.formats.csv_table import csv_rows
from qa.reading.formats.excel import excel_sheets
from qa.reading.formats.registry import SUPPORTED_SUFFIXES
from qa.reading.header import header_fields
from qa.reading.page_image import page_image
from qa.reading.text_encoding import decode
from qa.reading.zip_members import file_of, is_archive, split_member

__all__ = [
    "SUPPORTED_SUFFIXES",
    "canonical",
    "content_hash",
    "csv_rows",
    "decode",
    "excel_sheets",
    "file_of",
    "find_files",
    "header_fields",
    "is_archive",
    "page_image",
    "path_on_disk",
    "read_bytes",
    "read_document",
    "read_documents",
    "shown_path",
    "split_member",
    "too_large_message",
]

"""Read tables in text files: CSV and TSV."""

import csv
import io

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format, text_extractor
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.record_table import Sheet, records_text

_DELIMITERS = ",\t;|"
_SNIFFED_CHARACTERS = 20_000
_LONGEST_FIELD = 10_000_000


def csv_text(text: str, source: str) -> ExtractedText:
    """Return the records of a CSV file, with the names of their columns.

    Raises:
        ReadingError: the file cannot be parsed as CSV; ``source`` names it in the message.
    """
    return records_text([Sheet("", csv_rows(text, source))])


def csv_rows(text: str, source: str) -> list[list[str]]:
    """Return the rows of a CSV file.

    The delimiter (comma, tab, semicolon or vertical bar) is detected, and is a comma if the detection fails.

    Raises:
        ReadingError: the file cannot be parsed as CSV; ``source`` names it in the message.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        delimiter = csv.Sniffer().sniff(text[:_SNIFFED_CHARACTERS], _DELIMITERS).delimiter
    except csv.Error:
        delimiter = ","
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise ReadingError(
            Message(
                "表格读不了：{source}（{error}）。请用 Excel 打开后另存为 CSV UTF-8", source=source, error=str(error)
            )
        ) from error


FORMAT = Format(
    suffixes=(".csv", ".tsv"),
    media_type="text/csv",
    extract=text_extractor(csv_text),
    holds_records=True,
)

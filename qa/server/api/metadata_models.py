"""A listed document with its metadata in replies of the HTTP API."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_Corrected = Annotated[str, Field(max_length=500)]


class MetadataModel(BaseModel):
    """The metadata that an official document states."""

    title: str
    issuer: str
    index_number: str
    document_number: str
    category: str
    subject_words: str
    date_written: date | None
    date_published: date | None
    status: str


class CorrectionModel(BaseModel):
    """Corrected fields of a document's metadata.

    An empty text, or ``null`` for a date, says that the document does not state the field. A field that is left out of
    the request stays as it is. The title cannot be empty.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"issuer": "深圳市文化局", "date_written": "2019-05-01"}]}
    )

    title: Annotated[str, Field(min_length=1, max_length=500)] = ""
    issuer: _Corrected = ""
    index_number: _Corrected = ""
    document_number: _Corrected = ""
    category: _Corrected = ""
    subject_words: _Corrected = ""
    date_written: date | None = None
    date_published: date | None = None
    status: _Corrected = ""


class DocumentModel(MetadataModel):
    """A listed document."""

    id: int
    source: str = Field(description="name of the file")
    sources: list[str]
    characters: int
    passages: int

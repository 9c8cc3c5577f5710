"""A listed document with its metadata in replies of the HTTP API."""

from datetime import date

from pydantic import BaseModel, Field


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


class DocumentModel(MetadataModel):
    """A listed document."""

    id: int
    source: str = Field(description="name of the file")
    sources: list[str]
    characters: int
    passages: int

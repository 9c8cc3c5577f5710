"""Documents, libraries, jobs and feedback in requests and replies of the HTTP API.

Tests compare the documents with :mod:`qa.json_output`, the JSON of ``qa list`` and ``qa show``.
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from qa.server.api.metadata_models import DocumentModel, MetadataModel
from qa.server.jobs.job import Job, JobKind, JobState
from qa.server.rights import Operation
from qa.types import PassageKind


class OutlinePassageModel(BaseModel):
    """The place of a passage in its document."""

    kind: PassageKind
    heading_path: list[str]
    paragraph: int
    start: int
    end: int


class ContentsModel(MetadataModel):
    """A document with its text and the places of its passages."""

    id: int
    source: str = Field(description="name of the file")
    sources: list[str]
    characters: int
    passages: list[OutlinePassageModel]
    content_hash: str = Field(description="SHA-256 of the file")
    media_type: str
    encoding: str
    text: str


class DocumentListModel(BaseModel):
    """A page of the list of documents."""

    total: int = Field(description="how many documents fulfil the filters")
    offset: int
    documents: list[DocumentModel]


class TextRangeModel(BaseModel):
    """A slice of a document's text: ``text[start:end]``, in Unicode code points."""

    document_id: int
    start: int
    end: int
    text: str


class LibraryModel(BaseModel):
    """A library of the server."""

    name: str
    description: str
    documents: int
    passages: int
    generation: int = Field(description="number of changes of the library so far, corrections included")
    ready: bool = Field(
        description="false while the model is being loaded (questions wait for it) or while no question can be answered"
    )
    operations: list[Operation] = Field(description="what this client may do")


class LibrariesModel(BaseModel):
    """The libraries that a client may read; a request without a library's name uses the first."""

    libraries: list[LibraryModel]


class FolderModel(BaseModel):
    """A file or folder of the server whose files are to be added."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"folder": "2024", "sync": True}]})

    folder: str = Field(description="in one of the folders of QA_ADD_FOLDERS: absolute, or relative to it")
    sync: bool = Field(default=False, description="whether files that are gone from the folder leave the library too")


class JobModel(BaseModel):
    """Work that continues after the reply to its request."""

    id: str
    kind: JobKind
    state: JobState
    created: datetime
    done: float = Field(ge=0, le=1, description="the share of the work that is done")
    progress: dict[str, Any] = Field(description="what is being done, in figures")
    result: dict[str, Any] | None = Field(description="the report of `qa add`, or the result of `qa evaluate --json`")
    error: str | None

    @classmethod
    def of(cls, job: Job) -> "JobModel":
        """Return the present state of a job."""
        return cls.model_validate(job, from_attributes=True)


class JobsModel(BaseModel):
    """The jobs of a user, latest first."""

    jobs: list[JobModel]


class FeedbackModel(BaseModel):
    """A reader's verdict on an answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "图书馆周几闭馆？", "good": False, "reason": "应是每周二"}]},
    )

    question: str = Field(min_length=1, max_length=2000)
    good: bool
    reason: str = Field(default="", max_length=2000, description="what was wrong")
    answer: str = Field(default="", max_length=20000, description="the sentence that was given")
    document: str = Field(default="", max_length=1000, description="the `source` of its citation")

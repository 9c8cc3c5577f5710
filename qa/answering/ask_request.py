"""The inputs of answering: the question with its filters and conversation, and the objects that answer it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from embeddings import Encoder
from qa.answering.article import ProvisionFinder
from qa.answering.later_documents import LaterDocuments
from qa.answering.passage_reader import PassageReader
from qa.index import Engine
from qa.recent import Recent
from qa.search import Ranker
from qa.types import NO_FILTERS, DocumentSummary, Filters, Span

_KEPT_QUESTIONS = 2_000


@dataclass(frozen=True, slots=True)
class AskRequest:
    """A question with its filters and conversation."""

    question: str
    """the question as typed"""
    k: int
    """how many passages to return"""
    earlier: tuple[str, ...] = ()
    """the questions searched for before in the same conversation, oldest first"""
    narrow: bool = True
    """whether the filters that the question names apply, if ``filters`` restricts nothing"""
    filters: Filters = NO_FILTERS
    """which documents may answer"""
    preferred: int | None = None
    """the number of a document whose best passage is moved to the front if it scores nearly as high as the first one;
    ``None`` prefers no document"""


@dataclass(frozen=True, slots=True)
class AskContext:
    """The objects that answering needs: the engine, the models, and look-ups in the library's documents."""

    engine: Engine
    encoder: Encoder
    reader: PassageReader | None
    """``None`` if passages are ranked and judged without being read"""
    issuers: Callable[[], Iterable[str]]
    """returns the issuers of the library's documents"""
    documents: Callable[[], Sequence[DocumentSummary]]
    """returns the documents of the library"""
    provisions: ProvisionFinder
    document_slice: Callable[[int, Span], str]
    """returns a slice of the text of the document with a given number"""
    everyday_words: Mapping[str, tuple[str, ...]]
    """for each everyday word the words that official documents use for it, such as 犬 for 狗
    (:func:`qa.language.everyday_words`)"""
    later_documents: LaterDocuments = field(default_factory=LaterDocuments)
    ranker: Ranker = field(default_factory=Ranker)
    first_documents: Recent[tuple[str, Filters, int | None], int | None] = field(
        default_factory=lambda: Recent(_KEPT_QUESTIONS)
    )
    """maps question, filters and generation of the library to the number of the document of the first passage, or to
    ``None`` if no passage was found; holds the latest questions"""

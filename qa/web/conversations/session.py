"""The server's state of one open page."""

from dataclasses import dataclass, field

from qa.library import FilterArguments
from qa.types import Answer, DocumentSummary
from qa.web.conversations.conversation import Conversation
from qa.web.texts import ZH, Texts


@dataclass(slots=True)
class Session:
    """One open page: its language, conversation, filters and selection."""

    texts: Texts = ZH
    conversation: Conversation = field(default_factory=Conversation)
    filters: FilterArguments = field(default_factory=FilterArguments)
    disliked: Answer | None = None
    """the answer that the user judged bad, while the page asks for the reason"""
    document_search: str | None = None
    """the search words of the list of documents; ``None`` if the server has not received any from this page"""
    selected_document: int | None = None
    """number of the document that is selected in the list"""
    deleted: tuple[DocumentSummary, ...] = ()
    """the documents of the latest deleted file, while the deletion can be undone"""

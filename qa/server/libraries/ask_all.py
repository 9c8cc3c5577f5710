"""The page that asks every library that the user may read and shows the best answers first."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse
from starlette.routing import Route

from qa.errors import QaError
from qa.server.accounts.roles import Identity, Operation, identity_of
from qa.server.libraries.offered_libraries import OfferedLibrary
from qa.server.public_text import public_text
from qa.types import Answer, AnswerStatus
from qa.web.guards.client_address import address_of_client
from qa.web.guards.fair_turns import Client

if TYPE_CHECKING:
    from jinja2 import Template
    from starlette.requests import Request
    from starlette.responses import Response

ASK_ALL = "/ask-all"
_ORDER = (AnswerStatus.FOUND, AnswerStatus.POSSIBLE, AnswerStatus.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class LibraryAnswer:
    """The answer of one library."""

    library: OfferedLibrary
    answer: Answer | None = None
    failure: str = ""
    """message of the error in place of an answer; empty if there is an answer"""


def ask_all(
    question: str, offered: Sequence[OfferedLibrary], identity: Identity, client: Client
) -> list[LibraryAnswer]:
    """Ask all libraries that a user may read; return their answers, the most confident first.

    Confidences are comparable between libraries, because they share a model; scores of passages are not.

    Args:
        question: the question.
        offered: all libraries.
        identity: the user with the user's rights.
        client: the client; questions of different clients take turns.
    """
    readable = [library for library in offered if identity.may(Operation.READ, library.configured.name)]
    with ThreadPoolExecutor(max(1, len(readable)), "ask all") as threads:
        answers = list(threads.map(lambda library: _ask(question, library, client), readable))
    return sorted(answers, key=_place)


def _ask(question: str, library: OfferedLibrary, client: Client) -> LibraryAnswer:
    try:
        return LibraryAnswer(library, library.service.ask(question, client=client))
    except QaError as error:
        return LibraryAnswer(library, failure=public_text(error))


def _place(found: LibraryAnswer) -> tuple[int, float]:
    answer = found.answer
    return (len(_ORDER), 0.0) if answer is None else (_ORDER.index(answer.status), -answer.confidence)


class AskAllPage:
    """The page of questions to all libraries: plain HTML that the server renders.

    Args:
        offered: all libraries.
        root_path: the path under which a proxy serves the page.
    """

    def __init__(self, offered: Sequence[OfferedLibrary], root_path: str) -> None:
        self._offered = offered
        self._root = root_path

    def route(self) -> Route:
        """Return the route ``/ask-all``."""
        return Route(ASK_ALL, self._show, methods=["GET"])

    async def _show(self, request: "Request") -> "Response":
        identity, question = identity_of(request.scope), request.query_params.get("question", "").strip()
        client = Client(identity.name or address_of_client(request.scope))
        answers = await run_in_threadpool(ask_all, question, self._offered, identity, client) if question else []
        html = _template().render(
            question=question,
            root=self._root,
            answers=[self._record(found, question) for found in answers],
        )
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    def _record(self, found: LibraryAnswer, question: str) -> dict[str, str]:
        """Return the texts that the page shows for an answer."""
        path = f"{self._root}{found.library.pages.path}"
        sentence = found.answer.sentence if found.answer else None
        citation = sentence.citation if sentence else None
        place = {"document": citation.document_id, "start": citation.start, "end": citation.end} if citation else {}
        return {
            "title": found.library.configured.shown,
            "status": found.answer.status.value if found.answer else "failed",
            "text": sentence.text if sentence else "",
            "source": f"《{citation.title}》" if citation else "",
            "source_address": f"{path}/?{urlencode(place)}",
            "ask_address": f"{path}/?{urlencode({'question': question})}",
            "failure": found.failure,
        }


@cache
def _template() -> "Template":
    from jinja2 import Environment

    text = (Path(__file__).parent / "ask_all.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(text)

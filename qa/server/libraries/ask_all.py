"""The page that puts a question to every library that the person may read."""

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse
from starlette.routing import Route

from qa.server.accounts.roles import Operation, identity_of
from qa.server.answer_text import HTML, reply_text
from qa.server.gate import passage_link
from qa.server.libraries.all_answers import LibraryAnswer, all_answers
from qa.server.libraries.offered_libraries import OfferedLibrary
from qa.server.public_text import public_text
from qa.web.guards.client_address import address_of_client
from qa.web.guards.fair_turns import Client

if TYPE_CHECKING:
    from jinja2 import Template
    from starlette.requests import Request
    from starlette.responses import Response

ASK_ALL = "/ask-all"


class AskAllPage:
    """The page of questions to all libraries: plain HTML that the server renders.

    Args:
        offered: all libraries.
        root_path: the path under which a proxy serves the page.
    """

    def __init__(self, offered: Sequence[OfferedLibrary], root_path: str) -> None:
        self._offered = {each.configured.name: each for each in offered}
        self._root = root_path

    def route(self) -> Route:
        """Return the route ``/ask-all``."""
        return Route(ASK_ALL, self._show, methods=["GET"])

    async def _show(self, request: "Request") -> "Response":
        identity, question = identity_of(request.scope), request.query_params.get("question", "").strip()
        client = Client(identity.name or address_of_client(request.scope))
        names = [name for name in self._offered if identity.may(Operation.READ, name)]
        services = {name: self._offered[name].service for name in names}
        answers: list[LibraryAnswer] = []
        if question:
            answers = await run_in_threadpool(all_answers, services, lambda each: each.ask(question, client=client))
        html = _template().render(
            question=question,
            root=self._root,
            answers=[self._record(found, question) for found in answers],
        )
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    def _record(self, found: LibraryAnswer, question: str) -> dict[str, str]:
        """Return what the page shows of an answer."""
        library = self._offered[found.library]
        path = f"{self._root}{library.pages.path}"
        return {
            "title": library.configured.shown,
            "status": found.answer.status.value if found.answer else "failed",
            "reply": reply_text(found.answer, HTML, partial(passage_link, path)) if found.answer else "",
            "ask_address": f"{path}/?{urlencode({'question': question})}",
            "failure": public_text(found.failure) if found.failure else "",
        }


@cache
def _template() -> "Template":
    from jinja2 import Environment

    text = (Path(__file__).parent / "ask_all.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(text)

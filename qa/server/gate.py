"""Find the library that a request asks for, check the sender's rights in it, and identify the client."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import HTTPException, Query
from starlette.requests import HTTPConnection, Request

from qa.server.rights import Operation, Rights
from qa.server.served_library import ServedLibrary
from qa.types import Citation
from qa.web.guards.client_address import address_of_client
from qa.web.guards.fair_turns import Client

_FORBIDDEN = {
    Operation.ADD: "这里只能提问，不能添加文件",
    Operation.REMOVE: "这里只能提问，不能移除文件",
    Operation.PIN: "这里只能提问，不能指定答案",
    Operation.EVALUATE: "这里只能提问，不能评测",
    Operation.GIVE_FEEDBACK: "这里不收集反馈",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """The libraries of a server and who may use them."""

    libraries: Mapping[str, ServedLibrary]
    """the libraries by name; a request without a name uses the first that its sender may read"""
    rights: Rights
    root_path: str = ""
    """the path under which a reverse proxy serves the application"""

    def library(self, connection: HTTPConnection, name: str, operation: Operation) -> ServedLibrary:
        """Return a library that a request may use.

        Args:
            connection: the request.
            name: the name of the library; empty for the first library that the sender may read.
            operation: the operation that the request performs.

        Raises:
            HTTPException: there is no such library or the sender may not read it (404), or the sender may read it but
                not perform the operation (403).
        """
        named = self.readable(connection) if not name else [self.libraries[name]] if name in self.libraries else []
        library = next(iter(named), None)
        if library is None or not self.rights.allows(connection, library.name, Operation.READ):
            raise HTTPException(404, f"没有这个资料库：{name}" if name else "没有可以读的资料库")
        if not self.rights.allows(connection, library.name, operation):
            raise HTTPException(403, _FORBIDDEN[operation])
        return library

    def readable(self, connection: HTTPConnection) -> list[ServedLibrary]:
        """Return the libraries that a request may read."""
        return [
            library for name, library in self.libraries.items() if self.rights.allows(connection, name, Operation.READ)
        ]

    def for_(self, operation: Operation) -> Callable[..., Awaitable[ServedLibrary]]:
        """Return a FastAPI dependency that passes the library of the request to a route (see :meth:`library`).

        The dependency is asynchronous because it only reads memory; FastAPI would run a synchronous function in
        another thread.
        """

        async def library(
            request: Request,
            library: Annotated[str, Query(description="name of the library; by default the first")] = "",
        ) -> ServedLibrary:
            return self.library(request, library, operation)

        return library

    def client(self, connection: HTTPConnection, person: str = "") -> Client:
        """Return the client of a request: the user, or the sender's address on a server without sign-in.

        The questions of different clients take turns.

        Args:
            connection: the request.
            person: identifies the person for whom another program sends the request; empty if unknown.
        """
        return Client(self.rights.who(connection) or address_of_client(connection.scope), person)

    def address(self, connection: HTTPConnection, library: str) -> str:
        """Return the address of a library's page as the sender of a request knows it, without a slash at the end.

        Args:
            connection: the request.
            library: the name of the library.
        """
        path = self.libraries[library].path
        return f"{connection.url.scheme.replace('ws', 'http')}://{connection.url.netloc}{self.root_path}{path}"


def passage_link(address: str, citation: Citation) -> str:
    """Return the address at which the page shows a cited passage.

    Args:
        address: the address of the page; empty for a path on the same server.
        citation: the place of the passage.
    """
    return f"{address}/?document={citation.document_id}&start={citation.start}&end={citation.end}"

"""The Model Context Protocol: the library as tools and resources for agents, over stdio and HTTP."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import PurePath
from typing import Annotated, Any, TypeVar

from fastapi import HTTPException
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.requests import HTTPConnection

from qa.errors import QaError
from qa.library import FilterArguments
from qa.server.answer_text import PLAIN, answer_text, passages_text
from qa.server.document_list import filtered_documents
from qa.server.document_text import contents_text, list_text
from qa.server.gate import Gate, passage_link
from qa.server.jobs.add_job import allowed_path, folder_job
from qa.server.public_text import public_text
from qa.server.rights import Operation
from qa.server.served_library import ServedLibrary
from qa.types import Citation, Filters
from qa.web.guards.fair_turns import Client
from qa.web.service_observers import actor_of

_INSTRUCTIONS = """\
用中文向这些公文提问。ask 给出回答的原句和出处；资料里没有的，会说没有找到，这时不要自己编写答案。
回答用户时请引用原句，并附上出处和链接。要看上下文，用 show_document。
"""
_STDIO = HTTPConnection({"type": "http", "headers": [], "client": None, "server": None, "path": "/", "scheme": "http"})
"""replaces the request in calls over stdio, which have none; they come from the person who started the server"""
_INTERVAL_SECONDS = 0.25
_READING = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_ADDING = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_REMOVING = ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=False)
_Result = TypeVar("_Result")
LibraryName = Annotated[str, Field(description="资料库的名称；不写就是第一个")]
Question = Annotated[str, Field(description="用中文写的问题")]
Issuer = Annotated[str, Field(description="只查发布机构名称里有这几个字的文件")]
Since = Annotated[date | None, Field(description="只查这一天起成文（或发布）的文件，如 2019-01-01")]
Until = Annotated[date | None, Field(description="只查到这一天为止的文件")]
DocumentId = Annotated[int, Field(ge=1, le=2**63 - 1, description="文件的编号，见 list_documents 或出处的链接")]


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of a tool, with the request that it arrived in."""

    gate: Gate
    connection: HTTPConnection

    @classmethod
    def of(cls, gate: Gate, context: Context[Any]) -> "_Call":
        return cls(gate, context.request_context.request or _STDIO)

    def library(self, name: str, operation: Operation = Operation.READ) -> ServedLibrary:
        try:
            return self.gate.library(self.connection, name, operation)
        except HTTPException as error:
            raise ToolError(error.detail) from error

    @property
    def client(self) -> Client:
        return self.gate.client(self.connection)

    def link_in(self, name: str) -> Callable[[Citation], str]:
        """Return a function that returns the address of a citation's passage on a library's page.

        Over stdio there is no page, and the address is that of the document's resource.
        """
        library = self.library(name).name

        def link(citation: Citation) -> str:
            if self.connection is _STDIO:
                return f"document://{citation.document_id}"
            return passage_link(self.gate.address(self.connection, library), citation)

        return link


def mcp_server(gate: Gate, writable: bool) -> MCPServer[Any]:
    """Return the MCP server.

    Args:
        gate: the libraries and who may use them.
        writable: whether to offer tools that add and remove documents; the rights are checked at each call too.
    """
    server: MCPServer[Any] = MCPServer(
        "gongwen-qa", title="公文问答", instructions=_INSTRUCTIONS, version=version("gongwen-qa"), log_level="WARNING"
    )
    _add_asking(server, gate)
    _add_reading(server, gate)
    if writable:
        _add_changing(server, gate)
    return server


def _add_asking(server: MCPServer[Any], gate: Gate) -> None:
    @server.tool(title="提问", annotations=_READING, structured_output=False)
    def ask(
        question: Question,
        context: Context[Any],
        *,
        earlier: Annotated[
            list[str] | None, Field(description="同一对话里先前的问题，供“那2020年呢？”这样的追问")
        ] = None,
        issuer: Issuer = "",
        since: Since = None,
        until: Until = None,
        library: LibraryName = "",
    ) -> str:
        """回答一个问题：公文里回答它的原句、出处和链接；没有找到时给出最接近的段落。"""
        call = _Call.of(gate, context)
        service = call.library(library).service
        filters = FilterArguments(issuer=issuer, since=since, until=until)
        answer = _run(lambda: service.ask(question, earlier or (), filters=filters, client=call.client))
        return answer_text(answer, PLAIN, call.link_in(library))

    @server.tool(title="检索段落", annotations=_READING, structured_output=False)
    def retrieve(
        question: Question,
        context: Context[Any],
        *,
        k: Annotated[int, Field(ge=1, le=50, description="几个段落")] = 10,
        issuer: Issuer = "",
        since: Since = None,
        until: Until = None,
        library: LibraryName = "",
    ) -> str:
        """给出与问题最相关的段落，各有出处和链接。"""
        call = _Call.of(gate, context)
        filters = FilterArguments(issuer=issuer, since=since, until=until)
        hits = _run(lambda: call.library(library).service.retrieve(question, k, filters, call.client))
        return passages_text(hits, PLAIN, call.link_in(library))


def _add_reading(server: MCPServer[Any], gate: Gate) -> None:
    @server.tool(title="读文件", annotations=_READING, structured_output=False)
    def show_document(
        document_id: DocumentId,
        context: Context[Any],
        *,
        start: Annotated[int, Field(ge=0, description="从第几个字读起")] = 0,
        library: LibraryName = "",
    ) -> str:
        """读一份文件的名称、文号、日期等和正文；长的文件分几次读。"""
        call = _Call.of(gate, context)
        service = call.library(library).service
        return contents_text(_run(lambda: service.document(document_id)), start, call.link_in(library))

    @server.tool(title="列出文件", annotations=_READING, structured_output=False)
    def list_documents(
        context: Context[Any],
        *,
        text: Annotated[str, Field(description="名称、发布机构、文号、状态或文件名里有这几个字")] = "",
        issuer: Issuer = "",
        since: Since = None,
        until: Until = None,
        offset: Annotated[int, Field(ge=0)] = 0,
        library: LibraryName = "",
    ) -> str:
        """列出资料库里的文件，新加入的在前，一次五十份。"""
        call = _Call.of(gate, context)
        service = call.library(library).service
        filters = Filters(issuer, since, until)
        return list_text(filtered_documents(service.documents(), filters, text), offset, call.link_in(library))

    @server.resource("document://{document_id}", title="文件正文", mime_type="text/plain")
    def document(document_id: str, context: Context[Any]) -> str:
        """一份文件的正文。"""
        library = _Call.of(gate, context).library("")
        try:
            return library.service.document(int(document_id)).text
        except (ValueError, QaError) as error:
            raise ResourceNotFoundError(f"没有编号为 {document_id} 的文件") from error


def _add_changing(server: MCPServer[Any], gate: Gate) -> None:
    @server.tool(title="添加文件", annotations=_ADDING, structured_output=False)
    async def add(
        path: Annotated[str, Field(description="文件或文件夹；在服务器上须是管理员允许的文件夹里的")],
        context: Context[Any],
        *,
        library: LibraryName = "",
    ) -> str:
        """把一个文件或文件夹加进资料库；改过的文件换成新的。"""
        call = _Call.of(gate, context)
        served = call.library(library, Operation.ADD)
        allowed = await asyncio.to_thread(allowed_path, served, path)
        if allowed is None:
            raise ToolError(f"没有这个文件或文件夹，或者不允许添加：{path}")
        job, _ = served.jobs.submit(folder_job(served, allowed, sync=False, user=gate.rights.who(call.connection)))
        while not job.state.is_final:
            await asyncio.sleep(_INTERVAL_SECONDS)
            await context.report_progress(job.done, 1.0)
        if job.result is None:
            raise ToolError(job.error or "添加停下了")
        refused = [f"没有读：{each['source']}（{each['reason']}）" for each in job.result["refused"]]
        counts = (len(job.result[name]) for name in ("added", "replaced", "unchanged"))
        return "\n".join(("新增 {} 个，更新 {} 个，未变 {} 个".format(*counts), *refused))

    @server.tool(title="移除文件", annotations=_REMOVING, structured_output=False)
    def remove(document_id: DocumentId, context: Context[Any], *, library: LibraryName = "") -> str:
        """把一份文件移出资料库；汇编里的各份文件一起移出。原文件不删除。"""
        call = _Call.of(gate, context)
        service = call.library(library, Operation.REMOVE).service
        removed = _run(lambda: service.uploads.delete(document_id))
        titles = tuple(summary.metadata.title for summary in removed)
        service.observers.changed(actor_of(call.connection), "document.remove", titles)
        named = "".join(f"《{title}》" for title in titles)
        file = PurePath(removed[0].source).name if len(removed) == 1 else f"汇编里的 {len(removed)} 份"
        return f"已移除{named}（{file}）"


def _run(work: Callable[[], _Result]) -> _Result:
    """Call a function and return its result; turn an error of the package into an error that the agent can read."""
    try:
        return work()
    except QaError as error:
        raise ToolError(public_text(error)) from error

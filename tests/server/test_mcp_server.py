"""Agents use the library over MCP, tried with the SDK's own client on both transports."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.types import CallToolResult, TextContent

from qa.server.gate import Gate
from qa.server.mcp_server import mcp_server
from tests.conftest import SEEDS
from tests.server.conftest import TEXTS, MakeGate

ROOT = Path(__file__).parents[2]
READING = {"ask", "retrieve", "show_document", "list_documents"}
QUESTION = "深圳企业开办时间缩短到几天？"
COMMAND = """
import qa.library
from benchmarks.synthetic import FakeEncoder
from qa.cli import main
qa.library.Encoder = lambda model: FakeEncoder()
main()
"""
"""``qa`` without the model, which takes seconds to load"""


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def with_client(server: object, use: Callable[[Client], object]) -> None:
    """Run a coroutine function with a client of a server."""

    async def run() -> None:
        async with Client(server, read_timeout_seconds=120) as client:  # type: ignore[arg-type]
            await use(client)  # type: ignore[misc]

    asyncio.run(run())


def test_every_text_comes_with_its_citation_and_link(gate: Gate) -> None:
    async def use(client: Client) -> None:
        for tool, arguments in (
            ("ask", {"question": "图书馆周几闭馆？"}),
            ("retrieve", {"question": "图书馆周几闭馆？", "k": 2}),
            ("show_document", {"document_id": 1}),
            ("list_documents", {}),
        ):
            told = text_of(await client.call_tool(tool, arguments))
            assert "《图书馆管理办法》，深圳市文化局" in told, tool
            assert "链接：document://1" in told, tool

    with_client(mcp_server(gate, writable=False), use)


def test_filters_narrow_what_a_tool_returns(gate: Gate) -> None:
    async def use(client: Client) -> None:
        for tool, arguments in (
            ("ask", {"question": "周几闭馆？"}),
            ("retrieve", {"question": "周几闭馆？"}),
            ("list_documents", {}),
        ):
            for narrowed in ({"issuer": "广州"}, {"since": "2020-01-01"}):
                told = text_of(await client.call_tool(tool, {**arguments, **narrowed}))
                assert "游泳馆" in told
                assert "图书馆" not in told

    with_client(mcp_server(gate, writable=False), use)


def test_a_question_about_the_library_is_answered_with_its_documents(gate: Gate) -> None:
    async def use(client: Client) -> None:
        told = text_of(await client.call_tool("ask", {"question": "有哪些文件？"}))
        assert "资料库里有 2 份" in told
        assert "《游泳馆管理办法》，广州市体育局，2021年3月2日\n链接：document://" in told
        assert "《图书馆管理办法》，深圳市文化局，2019年5月1日\n链接：document://" in told

    with_client(mcp_server(gate, writable=False), use)


def test_a_document_is_a_resource(gate: Gate) -> None:
    async def use(client: Client) -> None:
        templates = await client.list_resource_templates()
        assert [template.uri_template for template in templates.resource_templates] == ["document://{document_id}"]
        read = await client.read_resource("document://1")
        assert [content.text for content in read.contents] == [TEXTS["图书馆管理办法.txt"]]  # type: ignore[union-attr]
        for unknown in ("document://9", "document://x"):
            with pytest.raises(Exception, match="没有编号为"):
                await client.read_resource(unknown)

    with_client(mcp_server(gate, writable=False), use)


def test_the_agent_gets_the_messages_of_errors(gate: Gate) -> None:
    async def use(client: Client) -> None:
        for tool, arguments, told in (
            ("ask", {"question": " "}, "问题是空的"),
            ("ask", {"question": "问", "library": "别的"}, "没有这个资料库"),
            ("show_document", {"document_id": 9}, "没有编号为 9 的文件"),
            ("remove", {"document_id": 9}, "没有编号为 9 的文件"),
            ("add", {"path": "/etc/passwd"}, "不允许添加"),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error, tool
            assert told in text_of(result)

    with_client(mcp_server(gate, writable=True), use)


def test_a_writable_library_is_changed(make_gate: MakeGate, tmp_path: Path) -> None:
    allowed = tmp_path / "公文库"
    allowed.mkdir()
    (allowed / "溜冰场.txt").write_text("溜冰场管理办法\n\n溜冰场每周四闭馆。\n", encoding="utf-8")
    gate = make_gate(folders=(allowed,))

    async def use(client: Client) -> None:
        assert text_of(await client.call_tool("add", {"path": "溜冰场.txt"})) == "新增 1 个，更新 0 个，未变 0 个"
        assert "溜冰场每周四闭馆。" in text_of(await client.call_tool("ask", {"question": "溜冰场周几闭馆？"}))
        assert text_of(await client.call_tool("remove", {"document_id": 3})) == "已移除《溜冰场管理办法》（溜冰场.txt）"
        assert "共 2 份文件" in text_of(await client.call_tool("list_documents", {}))

    with_client(mcp_server(gate, writable=True), use)


@pytest.mark.parametrize("writable", [True, False])
def test_only_a_writable_server_has_tools_that_change(gate: Gate, writable: bool) -> None:
    async def use(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools.keys() == READING | ({"add", "remove"} if writable else set())
        for name in READING:
            assert tools[name].annotations.read_only_hint  # type: ignore[union-attr]

    with_client(mcp_server(gate, writable), use)


def test_the_rights_are_checked_at_each_call(make_gate: MakeGate) -> None:
    async def use(client: Client) -> None:
        result = await client.call_tool("remove", {"document_id": 1})
        assert result.is_error
        assert text_of(result).endswith("这里只能提问，不能移除文件")

    with_client(mcp_server(make_gate(read_only=True), writable=True), use)


def test_the_command_serves_an_agent_over_standard_input_and_output(tmp_path: Path) -> None:
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-c", COMMAND, "mcp", "--create", "--library", str(tmp_path / "library")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=str(SEEDS.parent),
    )

    async def use(client: Client) -> None:
        assert "新增 1 个" in text_of(await client.call_tool("add", {"path": "seeds"}))
        told = text_of(await client.call_tool("ask", {"question": QUESTION}))
        assert "回答：" in told
        assert "9天缩短至4天" in told
        assert "链接：document://1" in told

    with_client(parameters, use)

"""The command for agents: the library over the Model Context Protocol."""

import os
from pathlib import Path

import click

from qa.cli.library_access import may_create, opened_library
from qa.cli.options import create_option, library_option


@click.command()
@create_option
@library_option
@click.option("--read-only", is_flag=True, help="只能提问和阅读，不能增删文件；或设环境变量 QA_READ_ONLY=1")
def mcp(*, folder: Path | None, create: bool, read_only: bool) -> None:
    """让支持 MCP 的智能体使用资料库（标准输入输出）。"""
    # Set before the model is imported: nothing is fetched, and waiting threads do not spin.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from qa.server.stdio import serve_stdio
    from qa.settings import default_read_only

    with opened_library(folder, may_create(create, folder)) as library:
        serve_stdio(library, read_only or default_read_only())

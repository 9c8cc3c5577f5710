"""The commands for the browser page: serve it, and export the feedback given on it."""

import json
from pathlib import Path

import click

from qa.cli.library_access import opened_library
from qa.cli.options import PATH, create_option, library_option
from qa.errors import QaError


@click.command()
@create_option
@library_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    envvar="QA_HOST",
    help="监听的地址；对别的电脑开放时要有用户（qa user add）或加 --read-only",
)
@click.option("--port", type=click.IntRange(1, 65535), envvar="QA_PORT", help="端口；默认从 7860 起第一个空闲的")
@click.option("--no-browser", is_flag=True, help="不打开浏览器")
@click.option("--allowed-host", "allowed_hosts", multiple=True, help="打开网页用的主机名，可多次；本机的名字不必写")
@click.option("--read-only", is_flag=True, help="网页上只能提问，不能增删文件；或设环境变量 QA_READ_ONLY=1")
@click.option(
    "--root-path", envvar="QA_ROOT_PATH", default="", metavar="PATH", help="代理服务器把网页放在哪个路径下，如 /qa"
)
def serve(
    *,
    folder: Path | None,
    host: str,
    port: int | None,
    create: bool,
    no_browser: bool,
    allowed_hosts: tuple[str, ...],
    read_only: bool,
    root_path: str,
) -> None:
    """在浏览器里问答；也供程序调用（HTTP、MCP）。"""
    from qa.index import LibraryPaths, refuse_missing_library
    from qa.server.libraries.configured_libraries import only_library
    from qa.server.serving import serve as serve_page

    is_option = click.get_current_context().get_parameter_source("folder") is click.core.ParameterSource.COMMANDLINE
    folder = only_library(folder, is_option)
    if folder is not None and not create:
        refuse_missing_library(LibraryPaths(folder.expanduser()))
    serve_page(
        folder,
        host,
        port,
        open_browser=not no_browser,
        read_only=read_only or None,
        allowed_hosts=allowed_hosts,
        root_path=root_path,
    )


@click.command()
@click.argument("file", type=PATH)
@library_option
def feedback(file: Path, folder: Path | None) -> None:
    """把网页上收到的反馈写成问题文件，供 qa evaluate 使用。"""
    from qa.feedback import as_questions, stored_feedback

    with opened_library(folder) as library:
        rows = list(as_questions(stored_feedback(library.folder)))
    try:
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise QaError(f"问题文件写不了：{file}（{error.strerror}）。请换一个位置") from error
    click.echo(f"反馈 {len(rows)} 条")

"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date, datetime

_Command = TypeVar("_Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)

json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON")

library_option = click.option(
    "--library",
    "folder",
    type=PATH,
    envvar="QA_LIBRARY",
    metavar="DIR",
    help="资料库文件夹；默认用环境变量 QA_LIBRARY，没有设就用用户数据目录",
)


def _to_date(_context: click.Context, _parameter: click.Parameter, value: "datetime | None") -> "date | None":
    return value.date() if value else None


def _date_option(name: str, description: str) -> Callable[[_Command], _Command]:
    day = click.DateTime(["%Y-%m-%d"])
    return click.option(name, type=day, callback=_to_date, metavar="DATE", help=description)


def filter_options(command: _Command) -> _Command:
    """Add the options that restrict which documents may answer."""
    for option in (
        click.option("--status", default="", metavar="TEXT", help="只查效力状态里有这几个字的文件，如 有效"),
        click.option("--document-number", default="", metavar="TEXT", help="只查这个文号的文件"),
        _date_option("--until", "只查到这一天为止的文件，如 2019-12-31"),
        _date_option("--since", "只查这一天起成文（或发布）的文件"),
        click.option("--issuer", default="", metavar="TEXT", help="只查发布机构名称里有这几个字的文件"),
    ):
        command = option(command)
    return command

"""The commands for the users of the server: ``qa user …``."""

import getpass
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from qa.cli.options import json_option
from qa.errors import SettingsError

if TYPE_CHECKING:
    from qa.server.accounts.server_accounts import Accounts

_ROLES = {"reader": "提问", "editor": "增删文件", "administrator": "管理"}
_FIRST = ("administrator", "*")


def _normal_name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """Return the name as it is stored, so that messages and the audit log show this form."""
    from qa.server.accounts.users import normal_name

    return normal_name(name)


_name_argument = click.argument("name", callback=_normal_name)
_library_option = click.option("--library", default="*", show_default=True, help="哪个资料库的名称；* 是全部")
_stdin_option = click.option("--password-stdin", "from_stdin", is_flag=True, help="从标准输入读密码，不在终端问")


@click.group()
def user() -> None:
    """管理网页和接口的用户；加了第一个用户，就要登录才能用。"""


@user.command("add")
@_name_argument
@click.option(
    "--role",
    type=click.Choice([*_ROLES, "none"]),
    help="在资料库里能做什么；默认 reader，第一个用户是 administrator",
)
@_library_option
@click.option("--no-password", is_flag=True, help="不设密码：只由代理登录的用户")
@_stdin_option
def add_user(name: str, role: str | None, library: str, no_password: bool, from_stdin: bool) -> None:
    """加一个用户；已有的用户，改他在一个资料库里的角色。"""
    from qa.server.accounts.roles import Role

    with _opened() as accounts:
        is_new, is_first = accounts.users.roles(name) is None, not accounts.users.exist()
        role = role or ("administrator" if is_first else "reader")
        if is_first and (role, library) != _FIRST:
            raise SettingsError("第一个用户应是全部资料库的管理员：请写 --role administrator，不要写 --library")
        password = _new_password(from_stdin) if is_new and not no_password else None
        accounts.users.add(name, password, Role.named(role), library)
        _record(accounts, "user.add", name, {"role": role, "library": library})
    click.echo(f"{'已加用户' if is_new else '已改用户'} {name}：{library} {role}")


@user.command("list")
@json_option
def list_users(as_json: bool) -> None:
    """列出用户和他们的角色。"""
    import json

    with _opened() as accounts:
        users = accounts.users.listed()
    for each in users:
        roles = {library: role.name.lower() for library, role in each.roles.items()}
        if as_json:
            record = {"name": each.name, "password": each.has_password, "roles": roles}
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            listed = "，".join(f"{library} {role}" for library, role in roles.items()) or "没有角色"
            click.echo(f"{each.name}\t{listed}\t{'有密码' if each.has_password else '由代理登录'}")


@user.command("remove")
@_name_argument
def remove_user(name: str) -> None:
    """删去一个用户，连同他的角色、令牌和登录。"""
    with _accounts("user.remove", name) as accounts:
        accounts.users.remove(name)
    click.echo(f"已删用户 {name}")


@user.command("password")
@_name_argument
@_stdin_option
def set_password(name: str, from_stdin: bool) -> None:
    """重设密码；他在别处的登录都失效，锁定解除。"""
    from qa.server.accounts.users import no_user

    with _accounts("user.password", name) as accounts:
        if accounts.users.roles(name) is None:
            raise no_user(name)
        accounts.users.set_password(name, _new_password(from_stdin))
    click.echo(f"已改 {name} 的密码")


@user.command("token")
@_name_argument
@click.option("--label", default="", help="用在哪里，如 dify")
@click.option("--role", type=click.Choice(list(_ROLES)), default="reader", show_default=True, help="最多能做什么")
@_library_option
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True, help="有效的天数")
@click.option("--list", "is_listing", is_flag=True, help="列出令牌，不新建")
@click.option("--revoke", metavar="ID", help="撤销一个令牌，不新建")
def token(name: str, *, label: str, role: str, library: str, days: int, is_listing: bool, revoke: str | None) -> None:
    """给程序发一个接口令牌；只显示这一次。"""
    from qa.server.accounts.roles import Role

    if is_listing:
        _list_tokens(name)
    elif revoke:
        with _accounts("token.revoke", name, id=revoke) as accounts:
            accounts.tokens.revoke(name, revoke)
        click.echo(f"已撤销 {revoke}")
    else:
        with _accounts("token.create", name, label=label, role=role, library=library, days=days) as accounts:
            click.echo(accounts.tokens.create(name, label, Role.named(role), library, days))


def _list_tokens(name: str) -> None:
    with _opened() as accounts:
        for each in accounts.tokens.listed(name):
            until = datetime.fromtimestamp(each.expires).strftime("%Y-%m-%d")
            click.echo(f"{each.id}\t{each.label or '-'}\t{each.library} {each.role.name.lower()}\t到 {until}")


@contextmanager
def _opened() -> "Iterator[Accounts]":
    from qa.server.accounts.server_accounts import Accounts

    accounts = Accounts.open()
    try:
        yield accounts
    finally:
        accounts.close()


@contextmanager
def _accounts(action: str, name: str, **details: str | int) -> "Iterator[Accounts]":
    """Open the accounts for a change; at the end of the context, record the change in the audit log.

    After an error, nothing is recorded.

    Args:
        action: name of the change in the log.
        name: name of the user whose account changes.
        **details: further values to log.
    """
    with _opened() as accounts:
        yield accounts
        _record(accounts, action, name, details)


def _record(accounts: "Accounts", action: str, name: str, details: Mapping[str, str | int]) -> None:
    try:
        who = getpass.getuser()
    except (KeyError, OSError):
        who = "?"
    accounts.audit.write(f"{who} (qa)", action, details={"subject": name, **details})


def _new_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("密码", hide_input=True, confirmation_prompt="再输一遍"))

"""``qa user``: the users, their roles and tokens."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qa.cli import main
from qa.server.accounts.server_accounts import Accounts, accounts_folder

PASSWORD = "correct horse 1"


def run(*arguments: str, password: str = "") -> Result:
    """Run ``qa user``, with a password on standard input."""
    return CliRunner().invoke(main, ["user", *arguments], input=f"{password}\n" if password else None)


def add(*arguments: str, password: str = PASSWORD) -> Result:
    """Add a user."""
    return run("add", *arguments, "--password-stdin", password=password)


def listed() -> dict[str, dict[str, str]]:
    """Return the roles of all users."""
    lines = run("list", "--json").output.splitlines()
    return {record["name"]: record["roles"] for record in map(json.loads, lines)}


def test_the_first_user_is_the_administrator_and_the_next_a_reader() -> None:
    assert add("li").exit_code == add("han").exit_code == 0
    assert listed() == {"li": {"*": "administrator"}, "han": {"*": "reader"}}


@pytest.mark.parametrize("arguments", [("--role", "reader"), ("--role", "administrator", "--library", "laws")])
def test_a_server_is_not_closed_by_a_user_who_cannot_manage_it(arguments: tuple[str, ...]) -> None:
    refused = add("li", *arguments)
    assert refused.exit_code == 2
    assert "第一个用户应是" in refused.output
    assert listed() == {}


def test_a_user_gets_another_role_in_one_library() -> None:
    add("li")
    add("han", "--role", "none")
    assert run("add", "han", "--role", "editor", "--library", "laws").exit_code == 0
    assert listed()["han"] == {"laws": "editor"}
    assert run("add", "han", "--role", "none", "--library", "laws").exit_code == 0
    assert listed()["han"] == {}


def test_the_password_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    asked = run("add", "li", password=f"{PASSWORD}\n{PASSWORD}")
    assert asked.exit_code == 0
    assert PASSWORD not in asked.output
    assert Accounts.open().sign_in("li", PASSWORD)


def test_a_weak_password_gives_one_line_and_status_2() -> None:
    refused = add("li", password="short")
    assert refused.exit_code == 2
    assert refused.output.startswith("qa: 密码")
    assert refused.output.count("\n") == 1


def test_a_password_is_changed_and_a_user_removed() -> None:
    add("li")
    assert run("password", "li", "--password-stdin", password="another horse 2").exit_code == 0
    assert Accounts.open().sign_in("li", "another horse 2")
    assert run("remove", "li").exit_code == 0
    assert listed() == {}
    assert run("remove", "li").exit_code == run("password", "li", "--password-stdin").exit_code == 2


def test_a_token_is_shown_once_listed_and_revoked() -> None:
    add("li")
    token = run("token", "li", "--label", "dify", "--role", "reader", "--days", "7").output.strip()
    assert Accounts.open().of_token(token)
    shown = run("token", "li", "--list").output
    assert token not in shown
    assert "dify" in shown
    assert run("token", "li", "--revoke", shown.split("\t")[0]).exit_code == 0
    assert Accounts.open().of_token(token) is None
    assert run("token", "nobody").exit_code == 2


def test_every_form_of_a_name_is_the_same_user_in_messages_and_the_log() -> None:
    assert "已加用户 Alice：" in add("Ａlice").output
    assert "已改 Alice 的密码" in run("password", "Ａlice", "--password-stdin", password="another horse 2").output
    assert run("add", " Ａlice", "--role", "editor", "--library", "laws").output.startswith("已改用户 Alice：")
    assert run("token", "Ａlice").exit_code == 0
    number = run("token", "Ａlice", "--list").output.split("\t")[0]
    assert run("token", "Ａlice", "--revoke", number).exit_code == 0
    assert "已删用户 Alice" in run("remove", "Ａlice").output
    lines = (accounts_folder() / "audit.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["subject"] for line in lines] == ["Alice"] * 6


def test_every_change_is_in_the_audit_log_without_secrets() -> None:
    add("li")
    token = run("token", "li").output.strip()
    run("remove", "li")
    lines = (accounts_folder() / "audit.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["user.add", "token.create", "user.remove"]
    assert not [line for line in lines if token in line or PASSWORD in line]

"""Users, roles, passwords and sessions together."""

import sqlite3
import stat
from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.server.accounts.roles import Operation, Role
from qa.server.accounts.server_accounts import Accounts, accounts_folder

PASSWORD = "correct horse 1"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    """Accounts without a user."""
    return Accounts(tmp_path / "accounts")


def test_nothing_is_written_before_there_is_a_user(accounts: Accounts, tmp_path: Path) -> None:
    assert not accounts.users.exist()
    accounts.audit.write("somebody", "document.add")
    assert not (tmp_path / "accounts").exists()
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    assert accounts.users.exist()
    assert stat.S_IMODE((tmp_path / "accounts" / "accounts.sqlite").stat().st_mode) == 0o600


def test_secrets_are_stored_as_hashes_only(accounts: Accounts, tmp_path: Path) -> None:
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    session = accounts.sign_in("li", PASSWORD)
    token = accounts.tokens.create("li", "dify", Role.READER, "*", 1)
    assert session
    accounts.close()
    stored = b"".join(file.read_bytes() for file in (tmp_path / "accounts").iterdir())
    assert b"$argon2id$" in stored
    for secret in (PASSWORD, session, token):
        assert secret.encode() not in stored


def test_a_user_signs_in_with_the_right_password_only(accounts: Accounts) -> None:
    accounts.users.add("李雷", PASSWORD, Role.EDITOR, "laws")
    assert accounts.sign_in("李雷", PASSWORD + "x") is None
    assert accounts.sign_in("韩梅梅", PASSWORD) is None
    secret = accounts.sign_in("李雷", PASSWORD)
    assert secret
    identity = accounts.of_session(secret)
    assert identity
    assert identity.name == "李雷"
    assert (identity.role("laws"), identity.role("plans")) == (Role.EDITOR, Role.NONE)


def test_a_name_in_full_width_letters_is_the_same_user(accounts: Accounts) -> None:
    accounts.users.add("ｌｉ", PASSWORD, Role.READER, "*")
    assert [user.name for user in accounts.users.listed()] == ["li"]
    assert accounts.sign_in("ｌｉ", PASSWORD)


@pytest.mark.parametrize(
    ("added", "given"), [("Ａlice", "Ａlice"), ("Alice", " Alice　"), ("王①", "王1"), ("王1", "王①")]
)
def test_every_form_of_a_name_is_the_same_user(accounts: Accounts, added: str, given: str) -> None:
    accounts.users.add(added, PASSWORD, Role.READER, "*")
    assert accounts.users.roles(given) == {"*": Role.READER}
    assert accounts.users.check(given, PASSWORD)
    with pytest.raises(SettingsError, match="太容易猜"):
        accounts.users.set_password("Ａdministrator", "Administrator")
    accounts.users.set_password(given, "another horse 2")
    assert accounts.sign_in(given, "another horse 2")
    accounts.users.remove(given)
    assert not accounts.users.exist()


def test_a_user_without_a_password_cannot_sign_in(accounts: Accounts) -> None:
    accounts.users.add("li", None, Role.READER, "*")
    assert accounts.sign_in("li", "") is None
    assert accounts.sign_in("li", PASSWORD) is None


def test_a_new_password_ends_sessions_and_a_lockout(accounts: Accounts) -> None:
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    secret = accounts.sign_in("li", PASSWORD)
    for _ in range(6):
        accounts.sign_in("li", "wrong password")
    assert accounts.seconds_locked("li") > 0
    accounts.users.set_password("li", "another horse 2")
    assert accounts.seconds_locked("li") == 0
    assert secret
    assert accounts.of_session(secret) is None
    assert accounts.sign_in("li", PASSWORD) is None
    assert accounts.sign_in("li", "another horse 2")


def test_a_removed_user_loses_roles_sessions_and_tokens(accounts: Accounts) -> None:
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    secret, token = accounts.sign_in("li", PASSWORD), accounts.tokens.create("li", "", Role.READER, "*", 1)
    accounts.users.remove("li")
    assert secret
    assert accounts.of_session(secret) is None
    assert accounts.of_token(token) is None
    accounts.users.add("li", PASSWORD, Role.NONE, "*")
    assert accounts.users.roles("li") == {}


def test_a_role_is_changed_and_taken_away(accounts: Accounts) -> None:
    accounts.users.add("li", PASSWORD, Role.READER, "laws")
    accounts.users.add("li", None, Role.EDITOR, "laws")
    assert accounts.users.roles("li") == {"laws": Role.EDITOR}
    accounts.users.add("li", None, Role.NONE, "laws")
    assert accounts.users.roles("li") == {}
    assert accounts.sign_in("li", PASSWORD)


@pytest.mark.parametrize("name", ["", "  ", "a" * 65, "a b,c", "*", "a/b", "a\nb"])
def test_a_name_that_could_be_taken_for_something_else_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(SettingsError, match="用户名"):
        accounts.users.add(name, PASSWORD, Role.READER, "*")


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaa", "li.lei.beijing", "x" * 201])
def test_a_password_that_is_easily_guessed_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(SettingsError, match="密码"):
        accounts.users.add("Li.Lei.Beijing", password, Role.READER, "*")
    assert not accounts.users.exist()


def test_a_user_is_not_added_twice_with_a_password(accounts: Accounts) -> None:
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    with pytest.raises(SettingsError, match="qa user password li"):
        accounts.users.add("li", "another horse 2", Role.ADMINISTRATOR, "*")
    assert accounts.users.roles("li") == {"*": Role.READER}


def test_two_processes_see_each_others_changes(tmp_path: Path) -> None:
    server, command = Accounts(tmp_path), Accounts(tmp_path)
    assert not server.users.exist()
    command.users.add("li", PASSWORD, Role.READER, "*")
    assert server.users.exist()
    secret = server.sign_in("li", PASSWORD)
    command.users.add("li", None, Role.EDITOR, "*")
    assert secret
    identity = server.of_session(secret)
    assert identity
    assert identity.may(Operation.ADD, "laws")


def test_the_accounts_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "accounts.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(SettingsError, match="更新的版本"):
        Accounts(tmp_path).users.exist()


def test_the_folder_is_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QA_ACCOUNTS", str(tmp_path / "people"))
    assert accounts_folder() == tmp_path / "people"
    monkeypatch.delenv("QA_ACCOUNTS")
    assert accounts_folder().name == "accounts"

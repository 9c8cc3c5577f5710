"""API tokens: scope, expiry and revocation."""

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.server.accounts.accounts_file import AccountsFile
from qa.server.accounts.api_tokens import ApiTokens
from qa.server.accounts.roles import Role
from qa.server.accounts.server_accounts import Accounts

DAY = 86_400.0


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    """Accounts with an administrator and an editor."""
    accounts = Accounts(tmp_path)
    accounts.users.add("root", None, Role.ADMINISTRATOR, "*")
    accounts.users.add("li", None, Role.EDITOR, "laws")
    return accounts


def test_a_token_grants_no_more_than_its_scope(accounts: Accounts) -> None:
    identity = accounts.of_token(accounts.tokens.create("root", "dify", Role.READER, "laws", 1))
    assert identity
    assert (identity.role("laws"), identity.role("plans"), identity.role("*")) == (Role.READER, Role.NONE, Role.NONE)


def test_a_token_grants_no_more_than_the_rights_of_its_user(accounts: Accounts) -> None:
    identity = accounts.of_token(accounts.tokens.create("li", "", Role.ADMINISTRATOR, "*", 1))
    assert identity
    assert (identity.role("laws"), identity.role("plans")) == (Role.EDITOR, Role.NONE)


def test_a_token_expires(tmp_path: Path, accounts: Accounts) -> None:
    now = 1000.0
    tokens = ApiTokens(AccountsFile(tmp_path / "accounts.sqlite"), now=lambda: now)
    token = tokens.create("li", "", Role.READER, "*", days=2)
    now += 2 * DAY - 1
    assert tokens.find(token)
    now += 1
    assert tokens.find(token) is None
    assert len(tokens.listed("li")) == 1


def test_a_token_is_revoked_by_its_number(accounts: Accounts) -> None:
    token, other = (accounts.tokens.create("li", label, Role.READER, "*", 1) for label in ("a", "b"))
    listed = {each.label: each.id for each in accounts.tokens.listed("li")}
    with pytest.raises(SettingsError, match="没有编号"):
        accounts.tokens.revoke("root", listed["a"])
    accounts.tokens.revoke("li", listed["a"])
    assert accounts.of_token(token) is None
    assert accounts.of_token(other)


def test_every_form_of_a_name_has_the_same_tokens(accounts: Accounts) -> None:
    token = accounts.tokens.create("ｌｉ", "", Role.READER, "*", 1)
    identity = accounts.of_token(token)
    assert identity
    assert identity.name == "li"
    (listed,) = accounts.tokens.listed(" ｌi ")
    accounts.tokens.revoke("lｉ", listed.id)
    assert accounts.tokens.listed("li") == []


def test_a_token_for_an_unknown_user_is_refused(accounts: Accounts) -> None:
    with pytest.raises(SettingsError, match="没有用户"):
        accounts.tokens.create("han", "", Role.READER, "*", 1)
    assert accounts.of_token("qa_guessed") is None

"""Sign-in sessions end."""

from pathlib import Path

from qa.server.accounts.accounts_file import AccountsFile
from qa.server.accounts.roles import Role
from qa.server.accounts.signed_in import IDLE_SECONDS, LONGEST_SECONDS, SignedIn
from qa.server.accounts.users import Users


def test_a_session_ends_when_it_is_idle_or_old_or_ended(tmp_path: Path) -> None:
    now = 1_000_000.0
    file = AccountsFile(tmp_path / "accounts.sqlite")
    Users(file).add("li", None, Role.READER, "*")
    sessions = SignedIn(file, now=lambda: now)
    idle, used, ended = (sessions.begin("li") for _ in range(3))
    sessions.end(ended)
    assert sessions.user(ended) is None
    while now < 1_000_000 + LONGEST_SECONDS - IDLE_SECONDS:
        now += IDLE_SECONDS - 1
        assert sessions.user(used) == "li"
    assert sessions.user(idle) is None
    now = 1_000_000 + LONGEST_SECONDS
    assert sessions.user(used) is None
    assert sessions.user("") is None


def test_ended_sessions_are_deleted_at_the_next_sign_in(tmp_path: Path) -> None:
    now = 1_000_000.0
    file = AccountsFile(tmp_path / "accounts.sqlite")
    Users(file).add("li", None, Role.READER, "*")
    sessions = SignedIn(file, now=lambda: now)
    sessions.begin("li")
    now += IDLE_SECONDS
    sessions.begin("li")
    assert len(file.rows("SELECT 1 FROM sessions")) == 1

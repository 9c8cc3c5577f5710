"""The accounts of a server: users, roles, tokens, sessions and the audit log in one object."""

import os
from pathlib import Path
from typing import Self

from qa.server.accounts.accounts_file import AccountsFile
from qa.server.accounts.api_tokens import ApiTokens
from qa.server.accounts.audit_log import AuditLog
from qa.server.accounts.lockout import Lockout
from qa.server.accounts.roles import Identity
from qa.server.accounts.signed_in import SignedIn
from qa.server.accounts.users import Users, normal_name
from qa.settings import APPLICATION

_FILE = "accounts.sqlite"
_AUDIT = "audit.jsonl"


class Accounts:
    """The users, their roles, tokens and sessions, and the audit log, in one folder.

    Args:
        folder: the folder; it is created with the first user.
    """

    def __init__(self, folder: Path) -> None:
        self._file = AccountsFile(folder / _FILE)
        self.users = Users(self._file)
        self.tokens = ApiTokens(self._file)
        self.sessions = SignedIn(self._file)
        self.lockout = Lockout(self._file)
        self.audit = AuditLog(folder / _AUDIT)

    @classmethod
    def open(cls) -> Self:
        """Open the accounts in the folder ``QA_ACCOUNTS``, by default in the user's data folder."""
        return cls(accounts_folder())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def sign_in(self, name: str, password: str) -> str | None:
        """Return the secret of a new session; ``None`` if there is no such user or the password is wrong.

        The caller checks :meth:`seconds_locked` first. The attempt counts as failed before the password is checked, so
        that attempts at the same time count too.
        """
        name = normal_name(name)
        self.lockout.note_failure(name)
        if not self.users.check(name, password):
            return None
        self.lockout.forget(name)
        return self.sessions.begin(name)

    def seconds_locked(self, name: str) -> int:
        """Return the number of seconds until a name may sign in again; 0 if it is not locked."""
        return self.lockout.seconds(normal_name(name))

    def of_session(self, secret: str) -> Identity | None:
        """Return the user of a session; ``None`` if the session has ended."""
        user = self.sessions.user(secret)
        return self.of_user(user) if user else None

    def of_token(self, secret: str) -> Identity | None:
        """Return the user of an API token with the rights that the token grants; ``None`` if it is not valid."""
        token = self.tokens.find(secret)
        if token is None:
            return None
        return Identity(token.user, self.users.roles(token.user) or {}, token.role, token.library)

    def of_user(self, name: str) -> Identity | None:
        """Return a user with all of the user's rights; ``None`` if the user does not exist."""
        roles = self.users.roles(name)
        return None if roles is None else Identity(name, roles)


def accounts_folder() -> Path:
    """Return the folder in ``QA_ACCOUNTS``, or ``accounts`` in the user's data folder for gongwen-qa."""
    from platformdirs import user_data_path

    configured = os.environ.get("QA_ACCOUNTS")
    return Path(configured).expanduser() if configured else user_data_path(APPLICATION) / "accounts"

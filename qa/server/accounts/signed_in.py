"""The sign-in sessions. The cookie holds a random secret; the server stores only its hash."""

import hashlib
import secrets
import time
from collections.abc import Callable

from qa.server.accounts.accounts_file import AccountsFile

IDLE_SECONDS = 12 * 3600
"""A session ends after this time without a request."""
LONGEST_SECONDS = 7 * 86_400
"""A session ends this long after the sign-in."""
_NOTED_SECONDS = 300
"""The time of the latest use is stored at most once in this many seconds."""


class SignedIn:
    """The sessions of the users who have signed in; they survive a restart of the server.

    Args:
        accounts: the file that stores them.
        now: returns the present time in seconds since 1970.
    """

    def __init__(self, accounts: AccountsFile, now: Callable[[], float] = time.time) -> None:
        self._accounts = accounts
        self._now = now

    def begin(self, user: str) -> str:
        """Begin a session of a user and return its secret; delete sessions that have ended."""
        secret, now = secrets.token_urlsafe(32), int(self._now())
        with self._accounts.changing() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE used <= ? OR created <= ?", (now - IDLE_SECONDS, now - LONGEST_SECONDS)
            )
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_hash(secret), user, now, now))
        return secret

    def user(self, secret: str) -> str | None:
        """Return the user of a session and record the time of use; ``None`` if the session has ended."""
        now, hashed = self._now(), _hash(secret)
        rows = self._accounts.rows(
            "SELECT user, used FROM sessions WHERE hash = ? AND used > ? AND created > ?",
            *(hashed, now - IDLE_SECONDS, now - LONGEST_SECONDS),
        )
        if not rows:
            return None
        user, used = rows[0]
        if now - float(str(used)) > _NOTED_SECONDS:
            with self._accounts.changing() as connection:
                connection.execute("UPDATE sessions SET used = ? WHERE hash = ?", (int(now), hashed))
        return str(user)

    def end(self, secret: str) -> None:
        """End a session."""
        with self._accounts.changing() as connection:
            connection.execute("DELETE FROM sessions WHERE hash = ?", (_hash(secret),))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

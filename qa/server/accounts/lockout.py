"""Lock a user name after failed sign-ins, whether or not the user exists."""

import time
from collections.abc import Callable

from qa.server.accounts.accounts_file import AccountsFile

FREE_FAILURES = 5
"""number of failed sign-ins from which on a name is locked"""
_FIRST_SECONDS, _LONGEST_SECONDS = 60, 900
FORGOTTEN_SECONDS = 86_400
"""The failures of a name are forgotten this long after the latest of them."""
_REMEMBERED = 10_000
_LONGEST_NAME = 64


class Lockout:
    """The failed sign-ins by user name.

    Each failure from the fifth on locks the name: for one minute, then twice as long each time, up to 15 minutes.

    Args:
        accounts: the file that stores the failures, so that a restart does not lift a lock.
        now: returns the present time in seconds since 1970.
        remembered: number of names whose failures are stored; the names with the oldest failures are dropped first.
    """

    def __init__(
        self, accounts: AccountsFile, now: Callable[[], float] = time.time, remembered: int = _REMEMBERED
    ) -> None:
        self._accounts = accounts
        self._now = now
        self._remembered = remembered

    def seconds(self, name: str) -> int:
        """Return for how many seconds a name stays locked; 0 if it is not locked."""
        rows = self._accounts.rows("SELECT count, latest FROM failures WHERE name = ?", name[:_LONGEST_NAME])
        if not rows:
            return 0
        count, latest = int(str(rows[0][0])), float(str(rows[0][1]))
        if count < FREE_FAILURES:
            return 0
        locked = min(_LONGEST_SECONDS, _FIRST_SECONDS * 2 ** min(count - FREE_FAILURES, 10))
        return max(0, round(latest + locked - self._now()))

    def note_failure(self, name: str) -> None:
        """Count a failed sign-in; forget each name whose latest failure is older than :data:`FORGOTTEN_SECONDS`."""
        now = self._now()
        with self._accounts.changing() as connection:
            connection.execute("DELETE FROM failures WHERE latest < ?", (now - FORGOTTEN_SECONDS,))
            connection.execute(
                "INSERT INTO failures VALUES (?, 1, ?) "
                "ON CONFLICT (name) DO UPDATE SET count = count + 1, latest = excluded.latest",
                (name[:_LONGEST_NAME], now),
            )
            connection.execute(
                "DELETE FROM failures WHERE name IN (SELECT name FROM failures ORDER BY latest DESC LIMIT -1 OFFSET ?)",
                (self._remembered,),
            )

    def forget(self, name: str) -> None:
        """Forget the failed sign-ins of a name, after a sign-in that succeeded."""
        with self._accounts.changing() as connection:
            connection.execute("DELETE FROM failures WHERE name = ?", (name,))

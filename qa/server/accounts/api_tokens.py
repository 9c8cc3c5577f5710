"""API tokens: shown once, stored as hashes, each limited to a role, a library and an expiry date."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from qa.errors import SettingsError
from qa.server.accounts.accounts_file import AccountsFile
from qa.server.accounts.roles import Role
from qa.server.accounts.users import no_user, normal_name

_PREFIX = "qa_"
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token as it is listed, without its secret, which is stored nowhere."""

    id: str
    user: str
    label: str
    """the purpose of the token, in the user's words"""
    role: Role
    """the highest role that the token grants"""
    library: str
    """name of the only library that the token opens, or ``*`` for all libraries of its user"""
    expires: float
    """seconds since 1970"""


class ApiTokens:
    """The API tokens of all users. A user is looked up by the normal form of the name.

    Args:
        accounts: the file that stores them.
        now: returns the present time in seconds since 1970.
    """

    def __init__(self, accounts: AccountsFile, now: Callable[[], float] = time.time) -> None:
        self._accounts = accounts
        self._now = now

    def create(self, user: str, label: str, role: Role, library: str, days: int) -> str:
        """Create a token that is valid for some days, and return its secret; only the hash of the secret is stored.

        Raises:
            SettingsError: there is no such user.
        """
        user = normal_name(user)
        token = _PREFIX + secrets.token_urlsafe(32)
        begun = int(self._now())
        values = (secrets.token_hex(4), _hash(token), user, label, int(role), library, begun, begun + days * _DAY)
        with self._accounts.changing() as connection:
            if not connection.execute("SELECT 1 FROM users WHERE name = ?", (user,)).fetchone():
                raise no_user(user)
            connection.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        return token

    def find(self, token: str) -> ApiToken | None:
        """Return the token with this secret; ``None`` if there is none or it has expired."""
        rows = self._accounts.rows(_SELECT + " WHERE hash = ? AND expires > ?", _hash(token), self._now())
        return _token(rows[0]) if rows else None

    def listed(self, user: str) -> list[ApiToken]:
        """Return the tokens of a user, including expired ones."""
        rows = self._accounts.rows(_SELECT + " WHERE user = ? ORDER BY created", normal_name(user))
        return [_token(row) for row in rows]

    def revoke(self, user: str, id_: str) -> None:
        """Delete a token of a user.

        Raises:
            SettingsError: the user has no such token.
        """
        user = normal_name(user)
        with self._accounts.changing() as connection:
            if not connection.execute("DELETE FROM tokens WHERE id = ? AND user = ?", (id_, user)).rowcount:
                raise SettingsError(f"{user} 没有编号为 {id_} 的令牌。qa user token {user} --list 列出所有令牌")


_SELECT = "SELECT id, user, label, role, library, expires FROM tokens"


def _token(row: tuple[object, ...]) -> ApiToken:
    id_, user, label, role, library, expires = row
    return ApiToken(str(id_), str(user), str(label), Role(int(str(role))), str(library), float(str(expires)))


def _hash(token: str) -> str:
    """Return the hash of a token. A fast hash is enough, because a token has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()

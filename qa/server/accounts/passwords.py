"""Passwords: their rules, and their hashes (argon2id, RFC 9106)."""

import threading
from functools import cache
from typing import TYPE_CHECKING

from qa.errors import SettingsError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_SHORTEST, _LONGEST = 10, 200
_AT_ONCE = threading.BoundedSemaphore(2)
"""how many hashes may be computed at the same time; each takes 64 MiB of memory"""


def checked_password(password: str, name: str) -> str:
    """Return a password unchanged if a user may have it.

    Raises:
        SettingsError: it is too short or too long, has fewer than four different characters, or equals the user's name
            (upper and lower case count as the same).
    """
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise SettingsError(f"密码应有 {_SHORTEST} 到 {_LONGEST} 个字符，这个有 {len(password)} 个")
    if len(set(password)) < 4 or password.casefold() == name.casefold():
        raise SettingsError("密码太容易猜。请换一个，不要用户名，也不要总是同样几个字符")
    return password


def password_hash(password: str) -> str:
    """Return the hash to store for a password."""
    with _AT_ONCE:
        return _hasher().hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Return whether a password matches a stored hash; without a hash, return False after the same time."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _AT_ONCE:
        try:
            matches = _hasher().verify(stored or _other_hash(), password[:_LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return matches and stored is not None


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _other_hash() -> str:
    """Return a hash to compare with when the user does not exist, so that the time does not reveal who exists."""
    return _hasher().hash("no user has this password")

"""Users and their roles."""

import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from qa.errors import SettingsError
from qa.server.accounts.accounts_file import AccountsFile
from qa.server.accounts.passwords import checked_password, is_password, password_hash
from qa.server.accounts.roles import Role

_LONGEST_NAME = 64
_NOT_IN_A_NAME = set("\"'`<>&,;:/\\|*")


@dataclass(frozen=True, slots=True)
class User:
    """A user in the list of :meth:`Users.listed`."""

    name: str
    has_password: bool
    """False for a user whom only the proxy signs in"""
    roles: Mapping[str, Role]
    """roles by library; ``*`` stands for all libraries"""


class Users:
    """The users of a server. A name is stored and looked up in its normal form (:func:`normal_name`).

    Args:
        accounts: the file that stores them.
    """

    def __init__(self, accounts: AccountsFile) -> None:
        self._accounts = accounts

    def __len__(self) -> int:
        """Return the number of users."""
        return len(self._accounts.rows("SELECT 1 FROM users"))

    def exist(self) -> bool:
        """Return whether there is any user."""
        return bool(self._accounts.rows("SELECT 1 FROM users LIMIT 1"))

    def add(self, name: str, password: str | None, role: Role, library: str) -> None:
        """Add a user, or give an existing user a role in a library.

        Args:
            name: the user's name.
            password: ``None`` for a user whom only the proxy signs in.
            role: the role; ``Role.NONE`` takes the user's role in the library away.
            library: the library's name, or ``*`` for all.

        Raises:
            SettingsError: the name or the password may not be used, or the user exists and a password is given.
        """
        name = checked_name(name)
        stored = None if password is None else password_hash(checked_password(password, name))
        with self._accounts.changing() as connection:
            known = connection.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone()
            if known and password is not None:
                raise SettingsError(f"已有用户 {name}。改密码用 qa user password {name}")
            if not known:
                connection.execute("INSERT INTO users VALUES (?, ?, ?)", (name, stored, int(time.time())))
            connection.execute("DELETE FROM roles WHERE user = ? AND library = ?", (name, library))
            if role:
                connection.execute("INSERT INTO roles VALUES (?, ?, ?)", (name, library, int(role)))

    def remove(self, name: str) -> None:
        """Remove a user with all roles, tokens and sessions.

        Raises:
            SettingsError: there is no such user.
        """
        name = normal_name(name)
        with self._accounts.changing() as connection:
            if not connection.execute("DELETE FROM users WHERE name = ?", (name,)).rowcount:
                raise no_user(name)

    def set_password(self, name: str, password: str) -> None:
        """Change a user's password, end the user's sessions and lift a lockout.

        Raises:
            SettingsError: there is no such user, or the password may not be used.
        """
        name = normal_name(name)
        stored = password_hash(checked_password(password, name))
        with self._accounts.changing() as connection:
            if not connection.execute("UPDATE users SET password = ? WHERE name = ?", (stored, name)).rowcount:
                raise no_user(name)
            connection.execute("DELETE FROM sessions WHERE user = ?", (name,))
            connection.execute("DELETE FROM failures WHERE name = ?", (name,))

    def check(self, name: str, password: str) -> bool:
        """Return whether a password is that of a user; this takes equally long for an unknown name."""
        rows = self._accounts.rows("SELECT password FROM users WHERE name = ?", normal_name(name))
        stored = rows[0][0] if rows else None
        return is_password(password, str(stored) if stored else None)

    def roles(self, name: str) -> dict[str, Role] | None:
        """Return a user's roles by library; ``None`` if there is no such user."""
        rows = self._accounts.rows(
            "SELECT r.library, r.role FROM users u LEFT JOIN roles r ON r.user = u.name WHERE u.name = ?",
            normal_name(name),
        )
        if not rows:
            return None
        return {str(library): Role(int(str(role))) for library, role in rows if library is not None}

    def listed(self) -> list[User]:
        """Return all users in the order of their names."""
        rows = self._accounts.rows("SELECT name, password IS NOT NULL FROM users ORDER BY name")
        return [User(str(name), bool(has_password), self.roles(str(name)) or {}) for name, has_password in rows]


def normal_name(name: str) -> str:
    """Return a user's name in its normal form: NFKC, without white space around it."""
    return unicodedata.normalize("NFKC", name).strip()


def checked_name(name: str) -> str:
    """Return a user's name in its normal form.

    Raises:
        SettingsError: the name is empty, too long, or has characters that are not allowed.
    """
    name = normal_name(name)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or _NOT_IN_A_NAME & set(name):
        raise SettingsError(f"用户名 {name!r} 不能用。请用 1 到 {_LONGEST_NAME} 个字母、汉字、数字或 . _ - @")
    return name


def no_user(name: str) -> SettingsError:
    """Return the error for a user who does not exist."""
    return SettingsError(f"没有用户 {name}。qa user list 列出所有用户")

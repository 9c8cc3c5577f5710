"""Fixtures of the server's tests."""

import pytest
from argon2 import PasswordHasher

from qa.server.accounts import passwords


@pytest.fixture(autouse=True)
def _passwords_are_hashed_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little memory: the tests do not depend on the strength."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)

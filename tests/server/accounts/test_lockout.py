"""Failed sign-ins lock a name."""

from pathlib import Path

from qa.server.accounts.accounts_file import AccountsFile
from qa.server.accounts.lockout import FORGOTTEN_SECONDS, FREE_FAILURES, Lockout


def test_the_lock_grows_with_every_failure_up_to_a_quarter_of_an_hour(tmp_path: Path) -> None:
    now = 1000.0
    lockout = Lockout(AccountsFile(tmp_path / "accounts.sqlite"), now=lambda: now)
    seen = []
    for _ in range(12):
        lockout.note_failure("li")
        seen.append(lockout.seconds("li"))
    assert seen == [0] * (FREE_FAILURES - 1) + [60, 120, 240, 480, 900, 900, 900, 900]
    assert lockout.seconds("han") == 0
    now += 899
    assert lockout.seconds("li") == 1
    now += 1
    assert lockout.seconds("li") == 0


def test_a_lock_outlasts_a_restart_and_ends_with_a_sign_in(tmp_path: Path) -> None:
    file = tmp_path / "accounts.sqlite"
    for _ in range(FREE_FAILURES):
        Lockout(AccountsFile(file)).note_failure("li")
    assert Lockout(AccountsFile(file)).seconds("li") > 0
    Lockout(AccountsFile(file)).forget("li")
    assert Lockout(AccountsFile(file)).seconds("li") == 0


def test_guessed_names_do_not_fill_the_disk(tmp_path: Path) -> None:
    now = 1000.0
    file = AccountsFile(tmp_path / "accounts.sqlite")
    lockout = Lockout(file, now=lambda: now, remembered=20)
    for number in range(50):
        now += 1
        lockout.note_failure(f"{number}" + "x" * 1000)
    rows = file.rows("SELECT name FROM failures")
    assert len(rows) == 20
    assert max(len(str(name)) for (name,) in rows) == 64
    now += 2 * FORGOTTEN_SECONDS
    lockout.note_failure("li")
    assert len(file.rows("SELECT name FROM failures")) == 1

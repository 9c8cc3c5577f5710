"""The audit log is complete, readable and of limited size."""

import json
import threading
from pathlib import Path

from qa.server.accounts.audit_log import AuditLog


def records(folder: Path) -> list[dict[str, object]]:
    """Return the records of all files, oldest first."""
    files = (*sorted(folder.glob("audit.jsonl.[1-9]"), reverse=True), folder / "audit.jsonl")
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def test_a_line_states_the_user_the_action_and_the_library(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "audit.jsonl")
    log.write("李雷", "document.remove", "laws", "10.0.0.7", {"title": "办法\n第二行"})
    (record,) = records(tmp_path)
    assert str(record.pop("time")).endswith("+00:00")
    assert record == {
        "user": "李雷",
        "address": "10.0.0.7",
        "action": "document.remove",
        "library": "laws",
        "title": "办法\n第二行",
    }


def test_full_files_are_renamed_and_the_oldest_are_dropped(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "audit.jsonl", limit=500)
    for number in range(60):
        log.write("li", "document.add", details={"number": number})
    files = sorted(file.name for file in tmp_path.glob("audit.jsonl*") if file.suffix != ".lock")
    assert files == ["audit.jsonl", *(f"audit.jsonl.{number}" for number in range(1, 10))]
    assert all((tmp_path / file).stat().st_size <= 500 for file in files)
    numbers = [record["number"] for record in records(tmp_path)]
    assert numbers == list(range(60 - len(numbers), 60))
    assert len(numbers) > 20


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    def write(name: str) -> None:
        log = AuditLog(tmp_path / "audit.jsonl", limit=2_000)
        for number in range(20):
            log.write(name, "document.add", details={"number": number})

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {(record["user"], record["number"]) for record in records(tmp_path)}
    assert found == {(name, number) for name in "abcd" for number in range(20)}

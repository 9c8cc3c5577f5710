"""Adding files and evaluating over HTTP: jobs that are followed, cancelled and not done twice."""

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.server.gate import Gate
from qa.server.jobs.job import Job, JobKind
from tests.server.conftest import LIBRARY, MakeGate, api_client

NEW = ("溜冰场管理办法.txt", "溜冰场管理办法\n\n溜冰场每周四闭馆。\n".encode())
ROWS = [
    {"id": "a", "question": "图书馆周几闭馆？", "answers": ["图书馆每周二闭馆。"]},
    {"id": "b", "question": "游泳馆周几闭馆？", "answers": ["游泳馆每周三闭馆。"]},
]
QUESTIONS = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
"""a question set"""


def ended(api: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    """Return a job when it has ended."""
    for _ in range(400):
        job = api.get(f"/jobs/{job['id']}").raise_for_status().json()
        if job["state"] in ("done", "cancelled", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job does not end: {job}")


def uploaded(api: TestClient, *files: tuple[str, bytes], **headers: str) -> Any:
    sent = [("files", file) for file in files]
    return api.post(
        "/jobs/upload", files=sent, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_uploaded_files_are_added_and_answer(api: TestClient, tmp_path: Path) -> None:
    reply = uploaded(api, NEW, ("坏.bin", bytes(range(256))), ("图.txt", b""))
    assert reply.status_code == 202
    assert reply.headers["location"] == f"/api/v1/jobs/{reply.json()['id']}"
    job = ended(api, reply.json())
    assert (job["kind"], job["state"], job["done"], job["error"]) == ("add", "done", 1.0, None)
    assert job["result"]["added"] == [NEW[0]]
    assert {refusal["source"] for refusal in job["result"]["refused"]} == {"坏.bin", "图.txt"}
    assert str(tmp_path) not in json.dumps(job, ensure_ascii=False)
    told = api.post("/ask", json={"question": "溜冰场周几闭馆？"}).json()
    assert told["answer"]["text"] == "溜冰场每周四闭馆。"
    assert list((tmp_path / "temporary").iterdir()) == []


def test_files_of_one_name_are_both_added(api: TestClient) -> None:
    other = (NEW[0], "另一个办法\n\n球场每周五闭馆。\n".encode())
    job = ended(api, uploaded(api, NEW, other).json())
    assert len(job["result"]["added"]) == 2


def test_the_same_key_does_the_work_once(api: TestClient, gate: Gate) -> None:
    first = uploaded(api, NEW, Idempotency_Key="k1").json()
    ended(api, first)
    generation = gate.libraries[LIBRARY].service.library.generation
    assert api.delete("/documents/3").status_code == 204
    again = uploaded(api, NEW, Idempotency_Key="k1")
    assert (again.status_code, again.json()["id"]) == (202, first["id"])
    assert gate.libraries[LIBRARY].service.library.generation == generation + 1
    other = uploaded(api, ("别的.txt", b"abc"), Idempotency_Key="k1")
    assert (other.status_code, other.headers["content-type"]) == (422, "application/problem+json")
    assert "Idempotency-Key" in other.json()["detail"]
    assert uploaded(api, NEW, Idempotency_Key="k2").json()["id"] != first["id"]


def test_a_key_with_other_files_leaves_no_files_behind(api: TestClient, tmp_path: Path) -> None:
    ended(api, uploaded(api, NEW, Idempotency_Key="k").json())
    uploaded(api, NEW, Idempotency_Key="k")
    uploaded(api, ("别的.txt", b"abc"), Idempotency_Key="k")
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_job_is_followed_to_its_end(api: TestClient) -> None:
    job = uploaded(api, NEW).json()
    with api.stream("GET", f"/jobs/{job['id']}/events") as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        states = [json.loads(line.removeprefix("data: ")) for line in reply.iter_lines() if line.startswith("data: ")]
    assert states[-1]["state"] == "done"
    assert states[-1]["result"]["added"] == [NEW[0]]
    shares = [state["done"] for state in states]
    assert shares == sorted(shares)


def test_a_running_job_is_cancelled_between_two_documents(
    api: TestClient, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = gate.libraries[LIBRARY].service.library
    add, begun, may_go_on = library.add, threading.Event(), threading.Event()

    def slow(*paths: Path, **options: Any) -> Any:
        begun.set()
        assert may_go_on.wait(10)
        return add(*paths, **options)

    monkeypatch.setattr(library, "add", slow)
    first = uploaded(api, NEW).json()
    assert begun.wait(10)
    second = uploaded(api, ("另.txt", b"abc")).json()
    assert api.post(f"/jobs/{second['id']}/cancel").json()["state"] == "cancelled"
    assert api.post(f"/jobs/{first['id']}/cancel").json()["state"] == "running"
    may_go_on.set()
    job = ended(api, first)
    assert (job["state"], job["result"]["added"], job["result"]["files_left"]) == ("cancelled", [], 1)
    assert len(library.documents()) == 2
    assert [listed["id"] for listed in api.get("/jobs").json()["jobs"]] == [second["id"], first["id"]]


@pytest.mark.parametrize("path", ["/jobs/upload", "/evaluations"])
def test_a_job_that_is_cancelled_while_it_waits_leaves_no_files_and_is_not_done(
    api: TestClient, gate: Gate, path: str, tmp_path: Path
) -> None:
    may_go_on = threading.Event()
    jobs = gate.libraries[LIBRARY].jobs
    for kind in JobKind:
        jobs.submit(Job(kind, lambda _: {"waited": may_go_on.wait(10)}))
    waiting = api.post(path, files=[("files", ("题.jsonl", QUESTIONS))]).json()
    assert len(list((tmp_path / "temporary").iterdir())) == 1
    assert api.post(f"/jobs/{waiting['id']}/cancel").json()["state"] == "cancelled"
    assert list((tmp_path / "temporary").iterdir()) == []
    may_go_on.set()
    last, _ = jobs.submit(Job(JobKind(waiting["kind"]), lambda _: {}))
    assert ended(api, {"id": last.id})["state"] == "done"
    assert ended(api, waiting) == waiting | {"state": "cancelled"}


def test_a_failed_job_says_why_without_folders(
    api: TestClient, gate: Gate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(f"No space left on device: '{tmp_path}/library/x'")

    monkeypatch.setattr(gate.libraries[LIBRARY].service.library, "add", fail)
    job = ended(api, uploaded(api, NEW).json())
    assert job["state"] == "failed"
    assert "磁盘空间" in job["error"]
    assert str(tmp_path) not in job["error"]


@pytest.mark.parametrize("name", ["", "..", ".before", "长" * 100])
def test_a_file_name_that_cannot_be_stored_is_a_problem(api: TestClient, name: str, tmp_path: Path) -> None:
    reply = uploaded(api, (name, b"abc"))
    assert (reply.status_code, reply.headers["content-type"]) == (422, "application/problem+json")


def test_folders_in_a_file_name_are_dropped(api: TestClient) -> None:
    job = ended(
        api, uploaded(api, ("..\\..\\C:\\办法.txt", NEW[1]), ("/etc/章程.txt", b"\xe7\xab\xa0\xe7\xa8\x8b")).json()
    )
    assert job["result"]["added"] == ["办法.txt", "章程.txt"]


def test_a_request_without_files_is_a_problem(api: TestClient) -> None:
    sent: list[dict[str, Any]] = [{"json": {"files": []}}, {"files": [("other", NEW)]}, {"data": {"files": "text"}}]
    for options in sent:
        reply = api.post("/jobs/upload", **options)
        assert (reply.status_code, "没有文件" in reply.json()["detail"]) == (422, True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the server from which files may be added."""
    allowed = tmp_path / "公文库"
    (allowed / "2024").mkdir(parents=True)
    (allowed / "2024" / NEW[0]).write_bytes(NEW[1])
    (allowed / "2024" / "球场.txt").write_text("球场每周五闭馆。", encoding="utf-8")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "密件.txt").write_text("密件内容", encoding="utf-8")
    (allowed / "link").symlink_to(tmp_path / "secret")
    return allowed


@pytest.mark.parametrize("absolute", [True, False])
def test_a_folder_of_the_server_is_added_if_it_is_allowed(
    make_gate: MakeGate, folder: Path, tmp_path: Path, absolute: bool
) -> None:
    api = api_client(make_gate(folders=(folder,)), tmp_path / "temporary")
    job = ended(api, api.post("/jobs/folder", json={"folder": str(folder / "2024") if absolute else "2024"}).json())
    assert job["result"]["added"] == [f"2024/{NEW[0]}", "2024/球场.txt"]


def test_synchronising_a_folder_removes_what_is_gone(make_gate: MakeGate, folder: Path, tmp_path: Path) -> None:
    api = api_client(make_gate(folders=(folder,)), tmp_path / "temporary")
    ended(api, api.post("/jobs/folder", json={"folder": "2024"}).json())
    (folder / "2024" / NEW[0]).unlink()
    job = ended(api, api.post("/jobs/folder", json={"folder": "2024", "sync": True}).json())
    assert job["result"]["removed"] == [f"2024/{NEW[0]}"]


@pytest.mark.parametrize("wanted", ["../secret", "link", "/etc", "nothing", "2024/../../secret", "a\0b"])
def test_no_other_folder_is_read(make_gate: MakeGate, folder: Path, tmp_path: Path, wanted: str) -> None:
    api = api_client(make_gate(folders=(folder,)), tmp_path / "temporary")
    reply = api.post("/jobs/folder", json={"folder": wanted})
    assert (reply.status_code, "QA_ADD_FOLDERS" in reply.json()["detail"]) == (403, True)
    assert api.get("/jobs").json()["jobs"] == []


def test_without_the_setting_no_folder_is_read(api: TestClient, tmp_path: Path) -> None:
    assert api.post("/jobs/folder", json={"folder": str(tmp_path)}).status_code == 403


def test_a_question_set_is_evaluated(api: TestClient, tmp_path: Path) -> None:
    reply = api.post("/evaluations", files=[("files", ("题.jsonl", QUESTIONS))])
    assert reply.status_code == 202
    job = ended(api, reply.json())
    assert (job["kind"], job["state"], job["progress"]) == (
        "evaluate",
        "done",
        {"questions_done": 2, "questions_total": 2},
    )
    assert job["result"]["metrics"]["answer@1"]["value"] == 1.0
    assert job["result"]["complete"] is True
    assert job["result"]["made_by"]["questions"] == "题.jsonl"
    assert str(tmp_path) not in json.dumps(job, ensure_ascii=False)
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "told"), [(b"{", "题.jsonl"), (b'{"id": "a", "question": "?"}\n', ""), (b"", "题.jsonl")]
)
def test_a_file_that_is_no_question_set_is_a_problem(
    api: TestClient, content: bytes, told: str, tmp_path: Path
) -> None:
    reply = api.post("/evaluations", files=[("files", ("题.jsonl", content))])
    assert (reply.status_code, reply.headers["content-type"]) == (422, "application/problem+json")
    assert told in reply.json()["detail"]
    assert str(tmp_path) not in reply.text
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_read_only_server_refuses_before_it_stores_anything(make_gate: MakeGate, tmp_path: Path) -> None:
    api = api_client(make_gate(read_only=True), tmp_path / "temporary")
    for path in ("/jobs/upload", "/evaluations"):
        reply = api.post(path, files=[("files", NEW)])
        assert (reply.status_code, reply.headers["content-type"]) == (403, "application/problem+json")
    assert api.post("/jobs/folder", json={"folder": "x"}).status_code == 403
    assert not (tmp_path / "temporary").exists()


def test_an_unknown_job_is_a_problem(api: TestClient) -> None:
    for method, path in (("GET", "/jobs/x"), ("POST", "/jobs/x/cancel"), ("GET", "/jobs/x/events")):
        reply = api.request(method, path)
        assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")

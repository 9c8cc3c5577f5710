"""The commands for the library and for questions, from the arguments to the output."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from embeddings import bundled_checkpoint
from qa.cli import main

QUESTION = "甲县图书馆哪天闭馆?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one document; the commands' default library contains it."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "甲.txt").write_text("图书馆通知\n甲县图书馆每周一闭馆。", encoding="utf-8")
    assert run("add", "--create", str(documents)).exit_code == 0
    return documents


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def error_of(*arguments: str) -> str:
    """Return the message of a command that must fail with a user's mistake."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    return result.stderr


def test_help_imports_no_heavy_package() -> None:
    code = """
import sys
from click.testing import CliRunner
from qa.cli import main
assert all(CliRunner().invoke(main, [name, "--help"]).exit_code == 0 for name in main.commands)
print([name for name in ("torch", "numpy", "faiss", "gradio", "jieba") if name in sys.modules])
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_documents_are_added_listed_and_removed(folder: Path) -> None:
    assert "未变 1" in run("add", str(folder)).output
    (listed,) = json.loads(run("list", "--json").output)
    assert (listed["title"], listed["source"]) == ("图书馆通知", str(folder / "甲.txt"))
    assert run("list").output.startswith(f"{listed['id']}\t图书馆通知\t")
    assert run("remove", str(listed["id"])).exit_code == 0
    assert json.loads(run("list", "--json").output) == []


def test_an_answer_has_a_sentence_a_citation_and_passages(folder: Path) -> None:
    shown = run("ask", QUESTION, "-k", "1").output
    assert shown.startswith("甲县图书馆每周一闭馆。\n    《图书馆通知》，图书馆，第 2 段")
    assert "[1] 《图书馆通知》" in shown
    answer = json.loads(run("ask", QUESTION, "--json").output)
    assert answer["found"] is True
    assert answer["answer"]["text"] == "甲县图书馆每周一闭馆。"


def test_filters_restrict_the_documents_that_answer(folder: Path) -> None:
    assert json.loads(run("ask", QUESTION, "--issuer", "乙局", "--json").output)["passages"] == []
    assert json.loads(run("ask", QUESTION, "--since", "2020-01-01", "--json").output)["passages"] == []
    assert "--since" in error_of("ask", QUESTION, "--since", "去年")


def test_a_question_without_an_answer_says_so(folder: Path) -> None:
    assert run("ask", "量子计算机的价格是多少?").output.startswith("资料中没有找到答案")


def test_a_question_file_is_answered_line_by_line(folder: Path, tmp_path: Path) -> None:
    questions, out = tmp_path / "questions.jsonl", tmp_path / "run.jsonl"
    questions.write_text(f'{{"id": "x", "question": "{QUESTION}"}}\n{{"question": "量子计算机?"}}\n', encoding="utf-8")
    assert run("search", "--questions", str(questions), "--run", str(out), "-k", "2").exit_code == 0
    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (first["id"], second["id"]) == ("x", "2")
    assert first == json.loads(run("ask", QUESTION, "-k", "2", "--json").output) | {"id": "x"}


def test_a_library_is_evaluated(folder: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(f'{{"question": "{QUESTION}", "answers": ["每周一"]}}\n', encoding="utf-8")
    assert "answer@1\t1.0000\t1.0000–1.0000\t1" in run("evaluate", str(questions)).output.splitlines()
    metrics = json.loads(run("evaluate", str(questions), "--json").output)["metrics"]
    assert metrics["answer@1"] == {"value": 1.0, "questions": 1, "low": 1.0, "high": 1.0}


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path, folder: Path) -> None:
    (folder / "乙.txt").write_text("乙县图书馆每周二闭馆。", encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    result = run("add", str(folder))
    assert result.exit_code == 0
    assert "新加 1" in result.stdout
    assert "空.txt" in result.stderr


def test_paths_without_readable_files_are_mistakes(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")
    for name in ("gone", "empty", "empty.txt", "picture.txt"):
        assert str(tmp_path / name) in error_of("add", str(tmp_path / name))
    assert len(json.loads(run("list", "--json").output)) == 1


def test_questions_that_cannot_be_answered_are_mistakes(folder: Path) -> None:
    assert "空的" in error_of("ask", "  ")
    assert "question_characters" in error_of("ask", "问" * 10_000)


def test_a_library_path_that_is_a_file_or_has_another_model_is_a_mistake(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in error_of("list", "--library", str(tmp_path / "file"))
    (tmp_path / "model").mkdir()
    monkeypatch.setenv("QA_MODEL", str(tmp_path / "model"))
    message = error_of("ask", QUESTION)
    assert "multilingual-e5-small@" in message
    assert str(tmp_path / "model") in message


def test_a_library_of_another_model_is_brought_to_the_present_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "不用重新计算" in run("reembed").stdout
    monkeypatch.setenv("QA_MODEL", str(bundled_checkpoint()))
    for command in (["ask", QUESTION], ["add", str(folder)], ["stats"]):
        assert "qa reembed" in error_of(*command)
    done = run("reembed")
    assert (done.exit_code, done.stdout) == (0, "重新计算了 1 段\n")
    assert "每周一闭馆" in run("ask", QUESTION).stdout
    assert "未变 1" in run("add", str(folder)).output
    assert "missing" in error_of("reembed", "--library", str(folder / "missing"))


def test_a_document_is_shown_with_its_sources_and_passages(folder: Path) -> None:
    shutil.copy(folder / "甲.txt", folder / "副本.txt")
    run("add", str(folder))
    (listed,) = json.loads(run("list", "--json").output)
    assert listed["sources"] == [str(folder / "甲.txt"), str(folder / "副本.txt")]
    shown = run("show", str(listed["id"])).output
    assert "标题\t图书馆通知\n" in shown
    assert all(f"来源\t{source}\n" in shown for source in listed["sources"])
    assert "第 1 段" in shown
    record = json.loads(run("show", str(listed["id"]), "--json").output)
    assert record["text"] == "图书馆通知\n甲县图书馆每周一闭馆。"
    slices = [record["text"][passage["start"] : passage["end"]] for passage in record["passages"]]
    assert "".join(slices).replace("\n", "") == record["text"].replace("\n", "")
    assert "99" in error_of("show", "99")


def test_a_library_is_verified_and_repaired(folder: Path) -> None:
    library = Path(os.environ["QA_LIBRARY"])
    intact = run("verify")
    assert (intact.exit_code, "问题 0" in intact.output) == (0, True)
    content = bytearray((library / "vectors.faiss").read_bytes())
    content[-1] ^= 1
    (library / "vectors.faiss").write_bytes(content)
    damaged = run("verify")
    assert (damaged.exit_code, "向量索引" in damaged.output, "--repair" in damaged.stderr) == (1, True, True)
    assert [problem["part"] for problem in json.loads(run("verify", "--json").output)["problems"]] == ["vector_index"]
    repaired = run("verify", "--repair")
    assert (repaired.exit_code, "已修复" in repaired.output) == (0, True)
    assert json.loads(run("verify", "--json").output)["problems"] == []


def test_statistics_have_counts_and_sizes(folder: Path) -> None:
    record = json.loads(run("stats", "--json").output)
    assert (record["documents"], record["sources"], record["characters"]) == (1, 1, 17)
    assert record["model"].startswith("multilingual-e5-small@")
    parts = [size for part, size in record["bytes"].items() if part != "total"]
    assert record["bytes"]["total"] == sum(parts) > 0
    assert "documents\t1\n" in run("stats").output
    assert f"bytes.total\t{record['bytes']['total']}\n" in run("stats").output


def test_sync_removes_missing_files_and_add_warns_about_equal_titles(folder: Path) -> None:
    (folder / "乙.txt").write_text("图书馆通知\n乙县图书馆每周二闭馆。", encoding="utf-8")
    added = run("add", str(folder))
    assert "标题相同而内容不同（图书馆通知）" in added.stderr
    (folder / "甲.txt").unlink()
    assert "移除 1" in run("add", "--sync", str(folder)).output
    assert "甲县" not in run("ask", QUESTION).output
    shutil.rmtree(folder)
    assert str(folder) in error_of("add", "--sync", str(folder))
    assert len(json.loads(run("list", "--json").output)) == 1


def test_missing_documents_and_files_are_mistakes(folder: Path, tmp_path: Path) -> None:
    assert "99" in error_of("remove", "99")
    assert "gone.jsonl" in error_of("evaluate", str(tmp_path / "gone.jsonl"))
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "甲?"}\n', encoding="utf-8")
    out = tmp_path / "no" / "folder.jsonl"
    assert str(out) in error_of("search", "--questions", str(questions), "--run", str(out))


@pytest.mark.parametrize(
    "command", [["list"], ["ask", QUESTION], ["verify"], ["stats"], ["show", "1"], ["export"], ["serve"]]
)
def test_a_mistyped_library_is_not_made(tmp_path: Path, command: list[str]) -> None:
    assert str(tmp_path / "typo") in error_of(*command, "--library", str(tmp_path / "typo"))
    assert "--create" in error_of("add", str(tmp_path), "--library", str(tmp_path / "typo"))
    assert not (tmp_path / "typo").exists()


def test_a_library_is_backed_up_restored_and_exported(folder: Path, tmp_path: Path) -> None:
    backup, restored = str(tmp_path / "backup"), str(tmp_path / "restored")
    assert run("backup", backup).output.startswith("文件 1，上传的原件 0，字节 ")
    assert restored in run("restore", backup, "--library", restored).output
    (exported,) = run("export", "--library", restored).output.splitlines()
    assert json.loads(exported) == json.loads(run("show", "1", "--json").output)
    assert restored in error_of("restore", backup, "--library", restored)
    assert str(folder / "甲.txt") in error_of("restore", str(folder / "甲.txt"), "--library", str(tmp_path / "other"))

"""The commands ``qa unanswered`` and ``qa pin``."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from qa.cli import main
from qa.evaluation import read_question_set
from qa.index import LibraryPaths, PinFile, new_pin
from qa.library import Library
from qa.open_questions import Flaw, OpenQuestion, QuestionLog


@pytest.fixture
def folder(seed_library: Library, tmp_path: Path) -> Path:
    """A copy of the library with the document in ``seeds/``, which has number 1."""
    return Path(shutil.copytree(seed_library.folder, tmp_path / "copy"))


def run(library: Path, *arguments: str) -> str:
    """Run a command on a library and return what it prints."""
    result = CliRunner().invoke(main, [*arguments, "--library", str(library)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_question_is_listed_pinned_exported_and_freed(folder: Path, tmp_path: Path) -> None:
    QuestionLog(folder).add(OpenQuestion("开公司要几天", Flaw.UNANSWERED), 9)
    assert run(folder, "unanswered").split("\t")[2:4] == ["没有找到", "开公司要几天"]
    text = "企业开办时间从9天缩短至4天"
    assert run(folder, "pin", "add", "开公司要几天", "1", text, "--variant", "开公司多久") == "已指定，编号 1\n"
    assert run(folder, "unanswered", "--json") == "[]\n"
    asked = run(folder, "ask", "请问开公司要几天？")
    assert asked.startswith("人工指定的答案：\n企业开办时间")
    assert "把握" not in asked
    assert json.loads(run(folder, "ask", "开公司多久", "--json"))["pinned"] is True
    assert run(folder, "pin", "list").split("\t")[1:4] == ["有效", "开公司要几天 / 开公司多久", text]
    assert run(folder, "pin", "export", str(tmp_path / "q.jsonl")) == "问题 2 个\n"
    assert [question.text for question in read_question_set(tmp_path / "q.jsonl").questions] == [
        "开公司要几天",
        "开公司多久",
    ]
    assert run(folder, "pin", "remove", "1") == "已取消：开公司要几天\n"
    assert run(folder, "unanswered", "--forget", "开公司要几天？") == "已删 1 条\n"


def test_a_pin_whose_text_is_gone_is_reported(plain_library: Library) -> None:
    PinFile(LibraryPaths(plain_library.folder).pins).add(new_pin(["哪天"], "周二", 7, "办法.txt", 0))
    assert run(plain_library.folder, "pin", "list") == "1\t文件已不在，没有使用\t哪天\t周二\t办法.txt\n"
    assert json.loads(run(plain_library.folder, "pin", "list", "--json"))[0]["state"] == "document_gone"

"""The commands that evaluate, from question file to result."""

import json
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from embeddings import Encoder
from qa.cli import main
from qa.errors import LibraryError
from qa.library import Library
from qa.types import AddReport, Answer

QUESTIONS: list[dict[str, Any]] = [
    {"id": "a", "question": "市图书馆几点关门?", "answers": ["晚上九点半"], "documents": ["图书馆.txt"]},
    {"id": "b", "question": "游泳馆每周几闭馆?", "answers": ["周二"], "documents": ["游泳馆.txt"]},
    {"id": "c", "question": "<b>火星</b>基地何时开放?", "answers": []},
    {"id": "d", "question": "图书馆<script>周几</script>闭馆?", "answers": ["周五"], "documents": ["图书馆.txt"]},
]


@pytest.fixture(autouse=True)
def _quick_model(monkeypatch: pytest.MonkeyPatch, fake_encoder: Encoder) -> None:
    monkeypatch.setattr("qa.library.Encoder", lambda _: fake_encoder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with documents, questions and a library of the documents."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "图书馆.txt").write_text("市图书馆开放时间\n市图书馆每天开放到晚上九点半关门。", encoding="utf-8")
    (documents / "游泳馆.txt").write_text("游泳馆管理办法\n游泳馆每周二闭馆换水。", encoding="utf-8")
    _write_questions(tmp_path / "questions.jsonl", QUESTIONS)
    assert run(tmp_path, "add", "--create", str(documents)).exit_code == 0
    return tmp_path


def _write_questions(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def run(folder: Path, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [command, "--library", str(folder / "library"), *arguments])


def test_result_run_and_report_are_written(folder: Path) -> None:
    names = ("out.json", "run.jsonl", "report.html")
    options = zip(("--output", "--run", "--report"), (str(folder / name) for name in names), strict=True)
    done = run(folder, "evaluate", str(folder / "questions.jsonl"), *(part for pair in options for part in pair))
    assert done.exit_code == 0
    stored = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert stored["metrics"]["citation validity"]["value"] == 1
    assert stored["questions"]["a"]["answer@1"] == 1
    assert stored["complete"]
    assert {"model", "generation", "versions"} <= set(stored["made_by"])
    answers = [json.loads(line) for line in (folder / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d"]
    first = (folder / "run.jsonl.trec").read_text(encoding="utf-8").splitlines()[0].split()
    assert (first[0], first[1], first[3]) == ("a", "Q0", "1")
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "<svg" in report
    assert "周五" in report
    assert "<script" not in report
    assert "http" not in report.replace("http://www.w3.org", "")


def test_a_run_is_compared_with_a_stored_result_and_with_a_retriever(folder: Path) -> None:
    questions, stored = str(folder / "questions.jsonl"), str(folder / "out.json")
    run(folder, "evaluate", questions, "--output", stored)
    same = run(folder, "evaluate", questions, "--compare", stored, "--gate", stored)
    assert same.exit_code == 0
    assert "answer@1\t0.6667\t0.6667\t+0.0000–+0.0000\t1.0000\t0\t0\t3" in same.output
    assert "\t胜\t" in run(folder, "evaluate", questions, "--compare", "lexical").output


def test_the_result_and_the_report_contain_the_comparison(folder: Path) -> None:
    report = folder / "report.html"
    options = ("--mix", "dense", "--compare", "--mix lexical", "--json", "--report", str(report))
    record = json.loads(run(folder, "evaluate", str(folder / "questions.jsonl"), *options).stdout)
    assert record["made_by"]["compared with"] == "--mix lexical"
    assert {"ours", "other", "low", "high", "p", "won", "lost", "questions"} == set(record["comparisons"]["answer@1"])
    assert "对照：--mix lexical" in report.read_text(encoding="utf-8")


def test_the_gate_fails_if_a_metric_falls(folder: Path) -> None:
    questions, stored = folder / "questions.jsonl", folder / "out.json"
    _write_questions(questions, [QUESTIONS[0] | {"id": str(n)} for n in range(20)])
    run(folder, "evaluate", str(questions), "--output", str(stored))
    record = json.loads(stored.read_text(encoding="utf-8"))
    for values in record["questions"].values():
        values["answer@1"] += 1
    record["questions"]["gone"] = {"old metric": 1.0}
    stored.write_text(json.dumps(record), encoding="utf-8")
    done = run(folder, "evaluate", str(questions), "--gate", str(stored))
    assert done.exit_code == 1
    assert "answer@1 从 2.0000 变为 1.0000" in done.stderr
    assert "对照了 20 题中的 20 题" in done.stderr
    assert "没有对照的指标：old metric" in done.stderr
    assert run(folder, "evaluate", str(questions), "--gate", str(stored), "--margin", "-1").exit_code == 2


def test_the_gate_fails_if_a_quotation_is_not_in_its_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions, stored = str(folder / "questions.jsonl"), str(folder / "out.json")
    run(folder, "evaluate", questions, "--output", stored)
    text = Library.document_text
    monkeypatch.setattr(Library, "document_text", lambda library, number: text(library, number)[1:])
    done = run(folder, "evaluate", questions, "--gate", stored)
    assert done.exit_code == 1
    assert "citation validity 是 0.0000，必须是 1" in done.stderr


@pytest.mark.parametrize("calibrated", [True, False])
def test_an_uncalibrated_confidence_is_reported_on_stderr(
    folder: Path, monkeypatch: pytest.MonkeyPatch, calibrated: bool
) -> None:
    ask = Library.ask
    monkeypatch.setattr(Library, "ask", lambda *asked, **how: replace(ask(*asked, **how), calibrated=calibrated))
    done = run(folder, "evaluate", str(folder / "questions.jsonl"), "--json")
    assert ("把握未校准" in done.stderr) is not calibrated
    assert json.loads(done.stdout)["made_by"]["settings"]["calibrated"] is calibrated


def test_a_comparison_with_another_question_file_gives_a_warning(folder: Path) -> None:
    questions, stored = folder / "questions.jsonl", str(folder / "out.json")
    run(folder, "evaluate", str(questions), "--output", stored)
    assert "内容不同" not in run(folder, "evaluate", str(questions), "--compare", stored).stderr
    _write_questions(questions, [row | {"question": "别的?"} for row in QUESTIONS])
    assert "内容不同" in run(folder, "evaluate", str(questions), "--compare", stored).stderr


@pytest.mark.parametrize("option", ["--compare", "--gate"])
def test_a_file_that_is_no_stored_result_is_refused(folder: Path, option: str) -> None:
    questions = str(folder / "questions.jsonl")
    done = run(folder, "evaluate", questions, option, questions)
    assert done.exit_code == 2
    assert "评测结果读不了" in done.stderr


def test_a_set_with_its_own_corpus_needs_no_library(tmp_path: Path) -> None:
    asked = [{"id": "a", "question": "游泳馆周几闭馆?", "answers": [{"text": "周二", "answer_start": 4}]}]
    data = {"data": [{"title": "办法", "paragraphs": [{"context": "游泳馆每周二闭馆换水。", "qas": asked}]}]}
    (tmp_path / "q.json").write_text(json.dumps(data), encoding="utf-8")
    done = run(tmp_path, "evaluate", str(tmp_path / "q.json"), "--json")
    metrics = json.loads(done.stdout)["metrics"]
    assert metrics["answer@1"]["value"] == 1
    assert metrics["nDCG@10 documents"]["value"] == 1
    assert not (tmp_path / "library").exists()


def test_the_run_of_another_system_is_scored(tmp_path: Path) -> None:
    (tmp_path / "qrels").write_text("q1 0 d1 1\nq1 0 d2 0\nq2 0 d3 1\n")
    (tmp_path / "run").write_text("q1 Q0 d2 1 2.0 x\nq1 Q0 d1 2 1.0 x\n")
    done = CliRunner().invoke(main, ["evaluate", str(tmp_path / "qrels"), "--score", str(tmp_path / "run")])
    assert "MRR@10 run\t0.2500" in done.output
    (tmp_path / "run").write_text("q1 Q0 d2\n")
    done = CliRunner().invoke(main, ["evaluate", str(tmp_path / "qrels"), "--score", str(tmp_path / "run")])
    assert done.exit_code == 2
    assert "第 1 行有 3 栏" in done.stderr


def test_the_runs_of_other_systems_are_compared(tmp_path: Path) -> None:
    (tmp_path / "qrels").write_text("".join(f"q{n} 0 d 1\n" for n in range(20)))
    (tmp_path / "good").write_text("".join(f"q{n} Q0 d 1 2.0 x\n" for n in range(20)))
    (tmp_path / "bad").write_text("".join(f"q{n} Q0 e 1 2.0 x\n" for n in range(20)))
    qrels, stored = str(tmp_path / "qrels"), str(tmp_path / "good.json")
    CliRunner().invoke(main, ["evaluate", qrels, "--score", str(tmp_path / "good"), "--output", stored])
    assert json.loads(Path(stored).read_text(encoding="utf-8"))["questions"]["q1"]["MRR@10 run"] == 1
    worse = ["evaluate", qrels, "--score", str(tmp_path / "bad")]
    done = CliRunner().invoke(main, [*worse, "--compare", stored, "--gate", stored])
    assert done.exit_code == 1
    assert "MRR@10 run\t0.0000\t1.0000" in done.stdout
    for option in ("--run", "--report", "--library"):
        done = CliRunner().invoke(main, [*worse, option, str(tmp_path / "x")])
        assert done.exit_code == 2
        assert f"{option} 不能和 --score 一起用" in done.stderr


@pytest.mark.parametrize("retriever", ["lexical", "dense", "--mix lexical", "--mix dense"])
def test_the_run_of_another_system_is_not_compared_with_a_retriever(tmp_path: Path, retriever: str) -> None:
    (tmp_path / "qrels").write_text("q1 0 d1 1\n")
    (tmp_path / "run").write_text("q1 Q0 d1 1 1.0 x\n")
    scored = ["evaluate", str(tmp_path / "qrels"), "--score", str(tmp_path / "run")]
    done = CliRunner().invoke(main, [*scored, "--compare", retriever])
    assert done.exit_code == 2
    assert f'--compare "{retriever}" 不能和 --score 一起用' in done.stderr
    assert "评测结果读不了" not in done.stderr


@pytest.mark.parametrize("command", ["evaluate", "search"])
def test_a_question_without_text_is_skipped_with_a_notice(folder: Path, command: str) -> None:
    rows = [QUESTIONS[0], {"id": "空", "question": "", "answers": ["周二"]}]
    questions, stored = folder / "questions.jsonl", folder / "out.jsonl"
    _write_questions(questions, rows)
    options = [str(questions), "--output"] if command == "evaluate" else ["--questions", str(questions), "--run"]
    done = run(folder, command, *options, str(stored))
    assert done.exit_code == 0
    assert "1 题没有写问题，跳过；编号：空" in done.stderr
    if command == "evaluate":
        record = json.loads(stored.read_text(encoding="utf-8"))
        assert record["made_by"]["passed over"] == ["空"]
        assert record["questions"].keys() == {"a"}


@pytest.mark.parametrize("command", ["evaluate", "search"])
def test_a_question_that_is_too_long_is_skipped_with_a_notice(folder: Path, command: str) -> None:
    questions, stored = folder / "questions.jsonl", folder / "out.jsonl"
    _write_questions(questions, [{"id": "长", "question": "多" * 1001, "answers": []}, QUESTIONS[0]])
    options = [str(questions), "--output"] if command == "evaluate" else ["--questions", str(questions), "--run"]
    done = run(folder, command, *options, str(stored))
    assert done.exit_code == 0
    assert "1 题超过 1000 个字符，跳过；编号：长" in done.stderr
    if command == "evaluate":
        record = json.loads(stored.read_text(encoding="utf-8"))
        assert record["made_by"]["too long"] == ["长"]
        assert record["questions"].keys() == {"a"}
    assert "长\t问题太长" in run(folder, "questions", str(questions)).stdout


def test_a_set_of_questions_that_are_all_too_long_is_refused(folder: Path) -> None:
    _write_questions(folder / "q.jsonl", [{"question": "多" * 1001, "answers": []}])
    done = run(folder, "evaluate", str(folder / "q.jsonl"))
    assert done.exit_code == 2
    assert "q.jsonl" in done.stderr


def test_an_error_keeps_the_questions_answered_before_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask, questions = Library.ask, folder / "questions.jsonl"

    def failing(library: Library, question: str, **wanted: Any) -> Answer:
        questions.unlink(missing_ok=True)
        if question == QUESTIONS[2]["question"]:
            raise LibraryError("磁盘坏了")
        return ask(library, question, **wanted)

    monkeypatch.setattr(Library, "ask", failing)
    done = run(folder, "evaluate", str(questions), "--output", str(folder / "out.json"))
    assert done.exit_code == 2
    assert "只问了 2/4 题" in done.stderr
    assert "磁盘坏了" in done.stderr.splitlines()[-1]
    record = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert record["questions"].keys() == {"a", "b"}
    assert not record["complete"]
    assert len(record["made_by"]["questions sha256"]) == 64


@pytest.fixture
def passage_set(tmp_path: Path) -> Path:
    """Return a BEIR folder whose ids contain blanks and one of whose texts is empty."""
    folder = tmp_path / "set"
    folder.mkdir()
    texts = {"d 1": "游泳馆每周二闭馆换水。", "d 2": "图书馆每天开放到晚上九点半。", "d 3": " "}
    lines = "".join(json.dumps({"_id": id_, "text": text}) + "\n" for id_, text in texts.items())
    (folder / "corpus.jsonl").write_text(lines, encoding="utf-8")
    asked = {"q 1": "游泳馆周几闭馆换水?", "q 2": "图书馆开放到几点?"}
    lines = "".join(json.dumps({"_id": id_, "text": text}) + "\n" for id_, text in asked.items())
    (folder / "queries.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq 1\td 1\t1\nq 2\td 2\t2\nq 2\td 3\t1\n")
    return folder


def test_a_written_run_scores_the_same_as_the_evaluation(passage_set: Path) -> None:
    written = passage_set.parent / "run"
    options = ["--run", str(written), "--json"]
    ours = json.loads(CliRunner().invoke(main, ["evaluate", str(passage_set), *options]).stdout)["metrics"]
    score = ["evaluate", str(passage_set / "qrels.tsv"), "--score", f"{written}.trec", "--json"]
    again = json.loads(CliRunner().invoke(main, score).stdout)["metrics"]
    for name in ("nDCG@10", "MRR@10", "Recall@1", "Recall@10"):
        assert again[f"{name} run"] == ours[f"{name} documents"]
    assert ours["MRR@10 documents"]["value"] > 0


def test_a_corpus_text_that_was_not_indexed_is_listed(passage_set: Path) -> None:
    done = CliRunner().invoke(main, ["evaluate", str(passage_set), "--json"])
    assert "1 段没有编入，算作没有找到；编号：d 3" in done.stderr
    assert json.loads(done.stdout)["made_by"]["not indexed"] == ["d 3"]


def test_ctrl_c_keeps_the_questions_answered_before_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Library.ask

    def interrupted(library: Library, question: str, **wanted: Any) -> Answer:
        if question == QUESTIONS[1]["question"]:
            signal.raise_signal(signal.SIGINT)
        return ask(library, question, **wanted)

    monkeypatch.setattr(Library, "ask", interrupted)
    stored, report = folder / "out.json", folder / "report.html"
    options = ("--output", str(stored), "--report", str(report))
    done = run(folder, "evaluate", str(folder / "questions.jsonl"), *options)
    assert done.exit_code == 130
    assert "已停下，只问了 2/4 题；下面是这些题的结果" in done.stderr
    record = json.loads(stored.read_text(encoding="utf-8"))
    assert record["questions"].keys() == {"a", "b"}
    assert not record["complete"]
    assert "没有问完" in report.read_text(encoding="utf-8")


def test_ctrl_c_while_the_corpus_is_indexed_gives_no_result(passage_set: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Library.add

    def interrupted(library: Library, *paths: Path, **how: Any) -> AddReport:
        signal.raise_signal(signal.SIGINT)
        return add(library, *paths, **how)

    monkeypatch.setattr(Library, "add", interrupted)
    done = CliRunner().invoke(main, ["evaluate", str(passage_set)])
    assert done.exit_code == 130
    assert done.stdout == ""
    assert "只问了 0/2 题" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", [["evaluate"], ["questions"]])
def test_a_missing_library_is_not_created(folder: Path, command: list[str]) -> None:
    typo = folder / "typo"
    done = CliRunner().invoke(main, [*command, str(folder / "questions.jsonl"), "--library", str(typo)])
    assert done.exit_code == 2
    assert f"资料库里没有文件：{typo}" in done.stderr
    assert not typo.exists()


def test_mistakes_in_a_question_set_are_listed(folder: Path) -> None:
    rows = [
        *QUESTIONS[:2],
        {"id": "e", "question": "市图书馆几点关门？", "answers": ["晚上九点半"]},
        {"id": "f", "question": "他什么时候来?", "answers": ["周二"]},
        {"id": "g", "question": "游泳馆票价?", "answers": ["二十元"], "documents": ["价目.txt"]},
        {"id": "h", "question": "", "answers": ["周二"]},
        {"id": "i", "question": "那周日呢?", "history": ["图书馆周六几点关门?"]},
        {"id": "j", "question": "那周日呢?", "history": ["游泳馆周六几点关门?"]},
        {"id": "k", "question": "游泳馆在哪里?", "answers": [], "documents": ["游泳馆.txt"]},
        {"id": "l", "question": "游泳馆谁管?", "passages": [{"document": "游泳馆.txt", "start": 5, "end": 900}]},
        {"id": "m", "question": "游泳馆多大?", "passages": [{"document": "馆.txt", "start": 5, "end": 9}]},
        {"id": "n", "question": "游泳馆多深?", "documents": ["游泳馆.txt"]},
    ]
    _write_questions(folder / "questions.jsonl", rows)
    done = run(folder, "questions", str(folder / "questions.jsonl"))
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "e\t与 a 是同一个问题",
        "f\t离开上文看不懂：他什么时候来?",
        "g\t没有这份文件：价目.txt",
        "g\t答案不在文件里：二十元",
        "k\t写的是资料里没有答案，却指了文件",
        "l\t段落超出了文件：游泳馆.txt 只有 19 个字符，写的是 5–900",
        "m\t没有这份文件：馆.txt",
        "n\t指了文件而没有写答案：只看文件找得对不对",
        "h\t问题是空的",
    ]

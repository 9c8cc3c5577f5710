"""Every message of the package has an English translation, and the English page shows it."""

import ast
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from string import Formatter

import gradio as gr
import pytest

from qa.errors import SettingsError
from qa.library import Library
from qa.types import AddReport, Refusal
from qa.web.conversations.conversation import Conversation
from qa.web.conversations.question_request import QuestionRequest
from qa.web.english import ENGLISH
from qa.web.evaluation_tab import EvaluationTab
from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.gradio_fixes.upload_limit import PLACEHOLDER
from qa.web.labels import Labels
from qa.web.library_view import render_report
from qa.web.rendering import render_failure
from qa.web.service import Service
from qa.web.texts import EN, ZH
from qa.web.uploads import Uploads

QA = Path(__file__).parent.parent.parent / "qa"
ERRORS = (
    *("ReadingError", "QuestionError", "QuestionSetError"),
    *("LibraryError", "LibraryLockedError", "ModelMismatchError"),
)
REASONS = ("Refusal", "on_missing", "on_refused", "_refusal")
"""functions whose second argument is the reason why a file is refused"""
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def _calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of functions in ``qa`` with their places, except those of the command line."""
    for path in sorted(QA.rglob("*.py")):
        if path.parent.name == "cli" or path.name == "settings.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in names:
                yield f"{path.relative_to(QA.parent)}:{node.lineno}", node


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _template(message: ast.Call) -> str:
    assert isinstance(message.args[0], ast.Constant), ast.unparse(message)
    return str(message.args[0].value)


REPORT = QA / "evaluation" / "report.html"
MESSAGES = [
    *(
        (place, _template(call), {keyword.arg for keyword in call.keywords})
        for place, call in _calls("Message")
        # The report makes messages from the templates of its HTML page, which are listed below.
        if not place.startswith("qa/evaluation/report.py") or isinstance(call.args[0], ast.Constant)
    ),
    *(
        (REPORT.name, template, set(re.findall(r"(\w+)=", values)))
        for template, values in re.findall(r'say\("([^"]+)"([^)]*)\)', REPORT.read_text(encoding="utf-8"))
    ),
]
SAID = [
    *((place, call.args[0]) for place, call in _calls(*ERRORS)),
    *((place, call.args[1]) for place, call in _calls(*REASONS)),
]


def _places(template: str) -> set[tuple[str, str, str]]:
    """Return the places of values in a template: name, conversion and format of each."""
    return {(name, conversion or "", form or "") for _, name, form, conversion in Formatter().parse(template) if name}


@pytest.mark.parametrize(("place", "template", "values"), MESSAGES, ids=[place for place, _, _ in MESSAGES])
def test_every_message_has_its_values_and_an_english_translation(place: str, template: str, values: set[str]) -> None:
    assert {name for name, _, _ in _places(template)} == values
    assert template in ENGLISH
    assert _places(ENGLISH[template]) == _places(template)


def test_the_catalog_has_no_unused_and_no_chinese_translation() -> None:
    assert set(ENGLISH) == {template for _, template, _ in MESSAGES}
    assert not [english for english in ENGLISH.values() if CHINESE.search(english)]


@pytest.mark.parametrize(("place", "said"), SAID, ids=[place for place, _ in SAID])
def test_every_error_and_refusal_is_made_of_a_message(place: str, said: ast.expr) -> None:
    if isinstance(said, ast.Call):
        assert _name(said) in ("Message", "message_of", "too_large_message", "parser_failure")
    else:
        assert isinstance(said, ast.Name | ast.Attribute)


def test_the_report_of_an_evaluation_has_no_words_outside_the_catalog() -> None:
    said = re.sub(r'say\("[^"]+"', "", REPORT.read_text(encoding="utf-8")).replace('"Microsoft YaHei"', "")
    assert not CHINESE.search(said.replace("\N{IDEOGRAPHIC SPACE}", "").replace("“", ""))


@pytest.fixture
def service(plain_library: Library, tmp_path: Path) -> Service:
    """The service of an empty library that is ready."""
    made = Service(plain_library, tmp_path / "none")
    made.start()
    return made


def _asked(service: Service, question: str) -> str:
    conversation = Conversation(EN)
    list(conversation.ask(service, QuestionRequest(question)))
    return unescape(str(conversation.messages[-1]["content"]))


def test_the_error_of_an_invalid_question_is_in_english(service: Service) -> None:
    longest = service.library.settings.question_characters
    too_long = f"The question is too long: {longest + 1} characters, at most {longest} (setting question_characters)."
    assert f'<div class="error" role="alert">{too_long} Shorten it</div>' in _asked(service, "问" * (longest + 1))
    assert '<div class="error" role="alert">The question is empty. Write one</div>' in _asked(service, " ")


def test_the_reason_for_a_refused_upload_is_in_english_and_without_its_folder(
    plain_library: Library, tmp_path: Path
) -> None:
    files = [tmp_path / "旧.ppt", tmp_path / "大.txt", tmp_path / "新.xyz"]
    for file in files:
        file.write_bytes(PLACEHOLDER.encode() if file.name == "大.txt" else b"1")
    said = unescape(render_report(Uploads(plain_library).receive(files, lambda _: None), EN))
    assert "<li>Unsupported format: 旧.ppt. Open it and save it as PDF</li>" in said
    assert "<li>The file is too large: 大.txt (the limit is 100 MB, setting file_bytes or QA_FILE_BYTES)." in said
    assert "<li>Unsupported format: 新.xyz. Supported formats: .txt, .text, .md," in said
    assert str(tmp_path) not in said


def test_the_refusal_of_a_file_that_was_added_before_says_that_its_content_stays(
    plain_library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "函.txt"
    uploads = Uploads(plain_library)
    for content in ("企业开办四天。", " "):
        file.write_text(content, encoding="utf-8")
        report = uploads.receive([file], lambda _: None)
    said = unescape(render_report(report, EN))
    assert "The file is empty: 函.txt. Choose a file with text in it. The library keeps what it held before" in said


def test_the_error_of_a_question_file_is_in_english_and_names_the_line(service: Service) -> None:
    folder = service.library.folder / "questions"
    folder.mkdir()
    (folder / "问题.jsonl").write_text('{"question": "甲？"}\n' + "[" * 100_000, encoding="utf-8")
    with gr.Blocks():
        tab = EvaluationTab(service, PageSessions(), Labels())
    request = gr.Request()
    tab._sessions.of(request).texts = EN
    said = unescape(tab._evaluate("问题.jsonl", request))
    assert "Not JSON: 问题.jsonl line 2 (it is nested too deeply). Each line should be a JSON object" in said


def test_the_report_of_an_evaluation_is_in_english_except_for_questions_and_documents(
    service: Service, tmp_path: Path
) -> None:
    (tmp_path / "办法.txt").write_text("办法\n图书馆每周一闭馆。", encoding="utf-8")
    service.library.add(tmp_path / "办法.txt")
    folder = service.library.folder / "questions"
    folder.mkdir()
    rows = ({"question": "图书馆周几闭馆？", "answers": [answer]} for answer in ("每周一", "每周九"))
    (folder / "q.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with gr.Blocks():
        tab = EvaluationTab(service, PageSessions(), Labels())
    request = gr.Request()
    tab._sessions.of(request).texts = EN
    page = unescape(unescape(tab._evaluate("q.jsonl", request)))
    assert '<html lang="en">' in page
    assert "answer in the first 5 passages" in page
    assert "<summary>" in page
    of_the_documents = "图书馆周几闭馆？每周一九办法。，《》第段\N{IDEOGRAPHIC SPACE}"
    assert not set(CHINESE.findall(page)) - set(of_the_documents)


def test_a_message_without_a_translation_is_marked_as_chinese_on_the_english_page() -> None:
    error, refused = SettingsError("模型打不开：<b>"), AddReport(refused=(Refusal("/a/甲.txt", "读不了"),))
    assert '<span lang="zh-CN">模型打不开：<b></span>' in unescape(render_failure(error, EN))
    assert '<li><span lang="zh-CN">读不了</span></li>' in render_report(refused, EN)
    assert "zh-CN" not in render_failure(error, ZH) + render_report(refused, ZH)
    assert "<b>" not in render_failure(error, EN)

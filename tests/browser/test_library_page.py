"""The library in the browser: what comes in, what goes, and what comes back."""

import json
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

MILLISECONDS = 60_000


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A Word file, a PDF, a text in GBK, and a file that is broken."""
    word, pdf, gbk, broken = (tmp_path / name for name in ("通知.docx", "公告.pdf", "办法.txt", "坏文件.docx"))
    made = docx.Document()
    made.add_heading("关于图书馆开放的通知", 1)
    made.add_paragraph("市图书馆每天开放到晚上九点半。")
    made.save(str(word))
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(pdf))
    canvas.setFont("STSong-Light", 14)
    canvas.drawString(72, 720, "关于停车收费的公告")
    canvas.drawString(72, 690, "中心区停车每小时收费十五元，夜间免费，由市交通局负责解释。")
    canvas.save()
    gbk.write_bytes("游泳馆管理办法\n游泳馆每周二闭馆换水，票价二十元，凭学生证半价。\n".encode("gbk"))
    broken.write_bytes(b"PK\x03\x04 not a zip")
    return [word, pdf, gbk, broken]


def ask(page: Page, question: str) -> None:
    page.get_by_role("tab", name="问答").click()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def test_files_come_in_answer_go_and_come_back(page: Page, files: list[Path]) -> None:
    page.locator("#chat .example").first.wait_for(timeout=MILLISECONDS)
    page.get_by_role("tab", name="资料库").click()
    page.set_input_files("#upload input[type=file]", files)
    expect(page.locator("#report")).to_contain_text("新加 3，更换 0，未变 0，拒绝 1", timeout=MILLISECONDS)
    expect(page.locator("#report .refused + ul li")).to_contain_text("坏文件.docx")
    expect(page.locator("#report .taken li")).to_have_text(["通知.docx: 新加", "公告.pdf: 新加", "办法.txt: 新加"])
    expect(page.locator("#documents")).to_contain_text("游泳馆管理办法")
    expect(page.locator("#statistics")).to_contain_text("4 份文件")

    ask(page, "市图书馆开放到几点?")
    expect(page.locator("#chat .sentence").last).to_contain_text("晚上九点半", timeout=MILLISECONDS)
    ask(page, "停车每小时收费多少元?")
    expect(page.locator("#chat .sentence").last).to_contain_text("十五元", timeout=MILLISECONDS)
    expect(page.locator("#chat .source").last).to_contain_text("第 1 页")
    ask(page, "游泳馆周几闭馆?")
    expect(page.locator("#chat .sentence").last).to_contain_text("每周二闭馆", timeout=MILLISECONDS)

    page.get_by_role("tab", name="资料库").click()
    page.fill("#search-documents input, #search-documents textarea", "游泳馆")
    expect(page.locator("#documents")).not_to_contain_text("图书馆")
    page.locator("#documents [role=gridcell]", has_text="游泳馆管理办法").first.click()
    expect(page.locator("#chosen")).to_contain_text("游泳馆管理办法")
    page.click("#delete")
    expect(page.locator("#report")).to_contain_text("已删除：《游泳馆管理办法》", timeout=MILLISECONDS)
    expect(page.locator("#statistics")).to_contain_text("3 份文件")
    ask(page, "游泳馆周几闭馆?")
    expect(page.locator("#chat .not-found")).to_have_count(1, timeout=MILLISECONDS)

    page.get_by_role("tab", name="资料库").click()
    page.click("#undo")
    expect(page.locator("#report")).to_contain_text("已恢复：《游泳馆管理办法》", timeout=MILLISECONDS)
    ask(page, "游泳馆每周几闭馆?")
    expect(page.locator("#chat .sentence").last).to_contain_text("每周二闭馆", timeout=MILLISECONDS)


def test_feedback_is_exported_as_a_question_file(page: Page) -> None:
    ask(page, "深圳企业开办时间缩短到几天?")
    page.locator(".do-good").first.click(timeout=MILLISECONDS)
    expect(page.get_by_text("已记下").first).to_be_visible()
    page.get_by_role("tab", name="资料库").click()
    with page.expect_download() as download:
        page.click("#export-feedback")
    (row,) = map(json.loads, Path(download.value.path()).read_text(encoding="utf-8").splitlines())
    assert row["question"] == "深圳企业开办时间缩短到几天?"
    assert row["answers"]


def test_a_question_file_is_evaluated_and_a_failure_opens_in_the_chat(page: Page, tmp_path: Path) -> None:
    rows = (
        {"id": "a", "question": "深圳企业开办时间缩短到几天?", "answers": ["4天"]},
        {"id": "b", "question": "深圳建设了哪些基础研究机构?", "answers": ["不在资料里"]},
    )
    questions = tmp_path / "问题.jsonl"
    questions.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    page.locator("#chat .example").first.wait_for(timeout=MILLISECONDS)  # the library is ready
    page.get_by_role("tab", name="评测").click()
    page.click("#evaluate")
    expect(page.locator("#evaluation .error")).to_contain_text("还没有选问题文件")
    page.set_input_files("#question-file input[type=file]", questions)
    expect(page.locator("#kept-questions input")).to_have_value("问题.jsonl")
    page.click("#evaluate")
    report = page.frame_locator("#evaluation iframe")
    expect(report.locator("h2").first).to_contain_text("没有答对的问题（1）", timeout=MILLISECONDS)
    report.locator("summary").first.click()
    with page.expect_popup() as opened:
        report.get_by_role("link", name="在问答里打开").click()
    asked = opened.value.locator("#chat .question")
    expect(asked).to_have_text("深圳建设了哪些基础研究机构?", timeout=MILLISECONDS)
    expect(report.locator("h2").first).to_be_visible()

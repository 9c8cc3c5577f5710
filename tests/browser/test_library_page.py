"""The library tab: uploads, deletions, restorations, evaluations."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from playwright.sync_api import Locator, Page, expect
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from qa.evaluation import read_question_set
from qa.settings import Settings
from tests.browser.page_actions import ANSWER, MILLISECONDS, QUESTION, ask, ready, turn_to


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A Word file, a PDF, a GBK text, a broken file, an unsupported format, and a file above the size limit."""
    names = ("通知.docx", "公告.pdf", "办法.txt", "坏文件.docx", "旧.ppt", "大.txt")
    word, pdf, gbk, broken, old, large = (tmp_path / name for name in names)
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
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    with large.open("wb") as content:
        content.truncate(Settings().file_bytes + 1)
    return [word, pdf, gbk, broken, old, large]


@pytest.fixture
def library_page(page: Page, own_library: Path) -> Page:
    """The page with its library tab shown; the library is restored after the test."""
    turn_to(ready(page), "资料库")
    expect(page.locator("#statistics")).to_contain_text("1 份文件")
    return page


def ask_there(page: Page, question: str) -> None:
    turn_to(page, "问答")
    ask(page, question)


def test_files_are_uploaded_answer_questions_and_are_deleted_and_restored(
    library_page: Page, files: list[Path]
) -> None:
    page = library_page
    page.set_input_files("#upload input[type=file]", files)
    expect(page.locator("#report")).to_contain_text("新加 3，更换 0，未变 0，拒绝 3", timeout=MILLISECONDS)
    expect(page.locator("#report .refused + ul li")).to_contain_text(
        ["坏文件.docx", "旧.ppt。请打开后另存为 PDF", "文件太大：大.txt"]
    )
    expect(page.locator("#report .accepted li")).to_have_text(["通知.docx: 新加", "公告.pdf: 新加", "办法.txt: 新加"])
    expect(page.locator("#documents")).to_contain_text("游泳馆管理办法")
    expect(page.locator("#statistics")).to_contain_text("4 份文件")

    ask_there(page, "市图书馆开放到几点?")
    expect(page.locator("#chat .sentence").last).to_contain_text("晚上九点半", timeout=MILLISECONDS)
    ask_there(page, "停车每小时收费多少元?")
    expect(page.locator("#chat .sentence").last).to_contain_text("十五元", timeout=MILLISECONDS)
    expect(page.locator("#chat .source").last).to_contain_text("第 1 页")
    ask_there(page, "游泳馆周几闭馆?")
    expect(page.locator("#chat .sentence").last).to_contain_text("每周二闭馆", timeout=MILLISECONDS)

    turn_to(page, "资料库")
    page.fill("#search-documents input, #search-documents textarea", "游泳馆")
    expect(page.locator("#documents")).not_to_contain_text("图书馆")
    page.locator("#documents [role=gridcell]", has_text="游泳馆管理办法").first.click()
    expect(page.locator("#selected")).to_contain_text("游泳馆管理办法")
    with page.expect_popup() as opened:
        page.locator("#selected").get_by_role("link", name="看原文").click()
    expect(opened.value.locator(".source-view .source-text")).to_contain_text("凭学生证半价")
    opened.value.close()
    page.click("#delete")
    expect(page.locator("#report")).to_contain_text("已删除：《游泳馆管理办法》", timeout=MILLISECONDS)
    expect(page.locator("#statistics")).to_contain_text("3 份文件")
    expect(titles(page)).to_have_count(0)
    ask_there(page, "游泳馆周几闭馆?")
    expect(page.locator("#chat .not-found")).to_have_count(1, timeout=MILLISECONDS)

    turn_to(page, "资料库")
    page.click("#undo")
    expect(page.locator("#report")).to_contain_text("已恢复：《游泳馆管理办法》", timeout=MILLISECONDS)
    expect(titles(page)).to_have_text(["游泳馆管理办法"])
    ask_there(page, "游泳馆每周几闭馆?")
    expect(page.locator("#chat .sentence").last).to_contain_text("每周二闭馆", timeout=MILLISECONDS)


def drop(page: Page, name: str, text: str, too_large: str = "") -> None:
    """Drop a file on the upload, optionally with a second file above the size limit."""
    dragged = page.evaluate_handle(
        """([name, text, tooLarge]) => {
            const all = new DataTransfer();
            all.items.add(new File([text], name));
            if (tooLarge) all.items.add(new File([new Uint8Array(gradio_config.max_file_size + 1)], tooLarge));
            return all;
        }""",
        [name, text, too_large],
    )
    page.dispatch_event("#upload button", "drop", {"dataTransfer": dragged})


def titles(page: Page) -> Locator:
    """Return the titles in the list, from the top."""
    return page.locator("#documents [role=gridcell][aria-colindex='2']")


def test_a_dropped_file_is_replaced_by_a_file_with_the_same_name(library_page: Page) -> None:
    page = library_page
    drop(page, "滑冰场.txt", "滑冰场管理办法\n滑冰场每周三闭馆。\n")
    expect(page.locator("#report")).to_contain_text("新加 1，更换 0", timeout=MILLISECONDS)
    drop(page, "滑冰场.txt", "滑冰场管理规定\n滑冰场每周五闭馆。\n", too_large="大.txt")
    expect(page.locator("#report")).to_contain_text("新加 0，更换 1，未变 0，拒绝 1", timeout=MILLISECONDS)
    expect(page.locator("#report .refused + ul li")).to_contain_text(["文件太大：大.txt"])
    expect(page.locator("#documents")).to_contain_text("滑冰场管理规定")
    expect(page.locator("#documents")).not_to_contain_text("滑冰场管理办法")
    expect(page.locator("#statistics")).to_contain_text("2 份文件")


def test_the_progress_of_a_zip_with_many_files_is_shown(library_page: Page, tmp_path: Path) -> None:
    page = library_page
    packed = tmp_path / "很多.zip"
    with ZipFile(packed, "w") as archive:
        for number in range(60):
            line = f"第{number}号事项由第{number}科负责，限{number + 1}日内办结。"
            text = f"关于第{number}号事项的通知\n{line * 15}\n"
            archive.writestr(f"通知{number}.txt", text)
    page.set_input_files("#upload input[type=file]", packed)
    expect(page.locator("#report")).to_contain_text("正在加入：文件", timeout=MILLISECONDS)
    expect(page.locator("#report .uploading li").first).to_contain_text(re.compile(r"通知\d+\.txt: 正在加入"))
    assert page.locator("#report progress").get_attribute("value")
    expect(page.locator("#report")).to_contain_text("新加 60", timeout=MILLISECONDS)


def test_a_row_of_the_sorted_list_selects_its_document(library_page: Page) -> None:
    page = library_page
    drop(page, "短.txt", "阿\n阿。\n")
    expect(page.locator("#report")).to_contain_text("新加 1", timeout=MILLISECONDS)
    expect(titles(page)).to_have_count(2)
    newest, oldest = titles(page).all_inner_texts()
    page.locator("#documents [role=columnheader]", has_text="编号").get_by_role("button", name="排序").first.press(
        "Enter"
    )
    page.get_by_role("menuitem", name="升序").click()
    expect(titles(page).first).to_have_text(oldest)
    titles(page).last.click()
    expect(page.locator("#selected span", has_text="已选中")).to_have_text(f"已选中：《{newest}》")


def test_other_pages_offer_new_documents_as_filters_and_new_question_files(
    library_page: Page, anyone: Callable[..., Page], tmp_path: Path
) -> None:
    other, page = anyone(), library_page
    drop(page, "网球场.txt", "网球场管理办法\n网球场每周四闭馆。\n")
    expect(page.locator("#report")).to_contain_text("新加 1", timeout=MILLISECONDS)
    questions = tmp_path / "别人的.jsonl"
    questions.write_text(json.dumps({"question": QUESTION, "answers": ["4天"]}) + "\n", encoding="utf-8")
    turn_to(page, "评测")
    page.set_input_files("#question-file input[type=file]", questions)
    expect(page.locator("#stored-questions input")).to_have_value(questions.name)

    turn_to(other, "评测")
    other.locator("#stored-questions input").click()
    expect(other.get_by_role("option", name=questions.name)).to_be_visible()
    turn_to(other, "问答")
    other.locator("#filters button").first.click()
    other.locator("#document input").click()
    expect(other.get_by_role("option", name="网球场管理办法")).to_be_visible()


def test_a_question_file_that_is_too_large_is_refused_in_the_language_of_the_page(
    library_page: Page, tmp_path: Path
) -> None:
    with (tmp_path / "大.csv").open("wb") as content:
        content.truncate(Settings().file_bytes + 1)
    turn_to(library_page, "评测")
    # Gradio may lose an event that begins at the moment when another ends; a person takes longer to choose a file.
    library_page.wait_for_timeout(1000)
    library_page.set_input_files("#question-file input[type=file]", tmp_path / "大.csv")
    expect(library_page.get_by_text("“大.csv”太大，上限 100 MB")).to_be_visible()


def test_the_statistics_are_bars(library_page: Page) -> None:
    charts = library_page.locator("#statistics .chart")
    expect(charts.locator("h3")).to_have_text(["按年份", "按发布机构", "按格式"])
    expect(charts.first.locator(".bar")).to_contain_text("2019")
    widths = charts.first.locator(".fill, .track").evaluate_all("all => all.map(bar => bar.offsetWidth)")
    assert widths[0] == widths[1] > 0


def test_feedback_is_exported_as_a_question_file(page: Page, own_library: Path) -> None:
    ask(page, QUESTION)
    page.locator(".do-good").first.click(timeout=MILLISECONDS)
    expect(page.get_by_text("已记下").first).to_be_visible()
    assert (own_library / "feedback.jsonl").exists()
    turn_to(page, "资料库")
    with page.expect_download() as download:
        page.click("#export-feedback")
    exported = own_library / download.value.suggested_filename
    download.value.save_as(exported)
    (question,) = read_question_set(exported).questions
    assert question.text == QUESTION
    assert question.answers
    assert ANSWER in question.answers[0]


@pytest.mark.usefixtures("own_library")
def test_a_question_file_is_evaluated_and_a_failure_opens_in_the_chat(page: Page, tmp_path: Path) -> None:
    rows = (
        {"id": "a", "question": "深圳企业开办时间缩短到几天?", "answers": ["4天"]},
        {"id": "b", "question": "深圳建设了哪些基础研究机构?", "answers": ["不在资料里"]},
    )
    questions = tmp_path / "问题.jsonl"
    questions.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    turn_to(page, "评测")
    page.click("#evaluate")
    expect(page.locator("#evaluation .error")).to_contain_text("还没有选问题文件")
    page.set_input_files("#question-file input[type=file]", questions)
    expect(page.locator("#stored-questions input")).to_have_value("问题.jsonl")
    page.click("#evaluate")
    report = page.frame_locator("#evaluation iframe")
    expect(report.locator("h2").first).to_contain_text("没有答对的问题（1）", timeout=MILLISECONDS)
    expect(page.locator("#evaluation iframe")).to_have_attribute("sandbox", re.compile("^allow-popups"))
    report.locator("summary").first.click()
    with page.expect_popup() as opened:
        report.get_by_role("link", name="在问答里打开").click()
    asked = opened.value.locator("#chat .question")
    expect(asked).to_have_text("深圳建设了哪些基础研究机构?", timeout=MILLISECONDS)
    expect(report.locator("h2").first).to_be_visible()

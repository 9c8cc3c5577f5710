"""PDF files: printed lines become the paragraphs of the text."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from qa.errors import ReadingError
from qa.reading import read_document
from qa.reading.formats import pdf
from qa.types import Document

SIZE, LEFT, TOP, PITCH, WIDTH = 12, 72, 740, 20, 37
LONG = "为进一步规范市场秩序，保障消费者合法权益，根据有关法律法规，结合本市实际，制定本办法。" * 3


def set_in_lines(paragraph: str) -> list[tuple[int, str]]:
    """Return the lines of a paragraph with their indents, in characters."""
    rest = paragraph[WIDTH - 2 :]
    return [(2, paragraph[: WIDTH - 2]), *((0, rest[i : i + WIDTH]) for i in range(0, len(rest), WIDTH))]


def printed(pages: Sequence[Sequence[tuple[int, str]]], *, encrypt: str | None = None) -> bytes:
    """Return a file of pages with a running head and a page number."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(595, 842), encrypt=encrypt)
    for number, lines in enumerate(pages, start=1):
        canvas.setFont("STSong-Light", SIZE)
        canvas.drawString(LEFT, 800, "某市人民政府公报 2020年第3期")
        canvas.drawString(290, 40, f"- {number} -")
        for position, (indent, line) in enumerate(lines):
            canvas.drawString(LEFT + indent * SIZE, TOP - position * PITCH, line)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def drawn(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """Return a file of pages with texts at the given places: left, bottom, text."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(595, 842))
    for texts in pages:
        canvas.setFont("STSong-Light", SIZE)
        for left, bottom, text in texts:
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def row(position: int, *cells: str) -> list[tuple[float, float, str]]:
    """Return the cells of a table row, in columns that are 150 points wide."""
    return [(LEFT + 150 * column, TOP - position * PITCH, cell) for column, cell in enumerate(cells)]


def read(content: bytes) -> Document:
    return read_document(Path("/documents/a.pdf"), content)


def test_lines_become_paragraphs_across_pages_without_running_heads_and_page_numbers() -> None:
    over_the_end = set_in_lines(LONG)
    first = [(10, "某市市场管理办法"), *set_in_lines("一、总则"), *set_in_lines(LONG), *over_the_end[:2]]
    document = read(printed([first, [*over_the_end[2:], *set_in_lines("二、附则")]]))
    assert document.text == f"某市市场管理办法\n一、总则\n{LONG}\n{LONG}\n二、附则"
    assert document.pages == (
        0,
        document.text.index("二、附则") - 1 - len("".join(line for _, line in over_the_end[2:])),
    )


def test_a_divided_word_is_joined_and_words_stay_separate() -> None:
    lines = [(0, "The city government of Shenzhen has announced a new regu-"), (0, "lation of the market")]
    assert read(printed([lines])).text.endswith("announced a new regulation of the market")


def test_without_text_recognition_a_scan_is_refused_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    with pytest.raises(ReadingError, match=r'没有文字层：/documents/a\.pdf.*pip install "gongwen-qa\[ocr\]"'):
        pdf.pdf_text(content.getvalue(), "/documents/a.pdf")


def test_without_text_recognition_a_garbled_text_layer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    garbled = [(0, "".join(chr(0x9F00 + (i * 7 + n) % 0x90) for i in range(30))) for n in range(4)]
    monkeypatch.setattr(pdf, "is_installed", lambda: False)
    with pytest.raises(ReadingError, match=r"乱码.*gongwen-qa\[ocr\]"):
        pdf.pdf_text(printed([garbled]), "/documents/a.pdf")


def test_a_file_with_a_password_is_refused_with_the_reason() -> None:
    with pytest.raises(ReadingError, match=r"有密码"):
        read(printed([[(0, "正文")]], encrypt="secret"))


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"a\.pdf.*损坏"):
        read(b"%PDF-1.7 broken")


def test_the_rows_of_a_table_over_several_pages_are_not_running_heads() -> None:
    rows = [(f"第{n}项目", f"{n}元", f"备注{n}") for n in range(1, 101)]
    pages = [
        [entry for position, cells in enumerate(rows[begin : begin + 32]) for entry in row(position, *cells)]
        for begin in range(0, 100, 32)
    ]
    lines = read(drawn(pages)).text.split("\n")
    assert [line.split() for line in lines] == [list(cells) for cells in rows]


def test_the_header_row_of_a_table_that_every_page_repeats_is_kept_once() -> None:
    pages = [
        row(0, "项目", "金额", "备注") + [entry for n in range(1, 30) for entry in row(n, f"甲{page}{n}", "1元", "无")]
        for page in range(3)
    ]
    text = read(drawn(pages)).text
    assert text.count("项目") == 1
    assert text.startswith("项目 金额 备注\n甲01 1元 无\n")
    assert "甲01" in text
    assert "甲229" in text


def test_a_form_printed_for_two_people_keeps_all_its_lines() -> None:
    def form(name: str) -> list[tuple[float, float, str]]:
        lines = ["申请表", "一、姓名", name, "二、材料", "身份证", "咨询电话：12345"]
        return [(LEFT, TOP - 30 * position, line) for position, line in enumerate(lines)]

    text = read(drawn([form("张三"), form("李四")])).text
    assert [text.count(line) for line in ("申请表", "身份证", "咨询电话：12345", "张三", "李四")] == [2, 2, 2, 1, 1]


def test_a_number_at_the_end_of_a_page_is_a_page_number_only_if_it_counts_the_pages() -> None:
    def page(name: str, bottom: float, number: str) -> list[tuple[float, float, str]]:
        return [(LEFT, TOP, LONG[:WIDTH]), (LEFT, TOP - PITCH, name), (LEFT, bottom, number)]

    below = TOP - 2 * PITCH
    text = read(drawn([page("收入合计（万元）", below, "1234"), page("支出合计（万元）", below, "986")])).text
    assert text.count("\n1234\n") == 1
    assert text.endswith("\n986")
    numbered = [page(f"{name}文。", 40, f"{n}") for n, name in enumerate("甲乙丙", start=17)]
    assert not set("0123456789").intersection(read(drawn(numbered)).text)


def test_different_running_heads_of_left_and_right_pages_are_left_out() -> None:
    pages = [
        [
            (LEFT, 800, "某市公报" if page % 2 else f"第三期 总第{page + 100}页"),
            *((LEFT, TOP - n * PITCH, letter * WIDTH) for n, letter in enumerate(letters)),
        ]
        for page, letters in enumerate(("甲乙丙", "丁戊己", "庚辛壬", "子丑寅", "卯辰巳", "午未申"))
    ]
    text = read(drawn(pages)).text
    assert "公报" not in text
    assert "第三期" not in text
    assert len(text) == 18 * WIDTH


def test_an_article_begins_a_paragraph_after_a_full_line() -> None:
    full = "第三条 " + "甲" * (WIDTH - 5) + "。"
    assert read(printed([[(0, full), (0, "第四条 戊。")]])).text.endswith("甲。\n第四条 戊。")


def columns(paragraphs: Sequence[str], title: str = "") -> bytes:
    """Return a file of pages with a running head, a page number and two columns of 18 characters and 30 lines."""
    width, height = 18, 30
    lines = [
        (2 * (start == 0), line)
        for paragraph in paragraphs
        for start in range(0, len(paragraph) + 2, width)
        if (line := paragraph[max(0, start - 2) : start + width - 2])
    ]
    pages = []
    for number, first in enumerate(range(0, len(lines), 2 * height), start=1):
        page = [(LEFT, 800.0, "某市人民政府公报 2020年第3期")]
        if number == 1 and title:
            page.append((LEFT + 120, TOP + 1.5 * PITCH, title))
        for place, (indent, line) in enumerate(lines[first : first + 2 * height]):
            column, down = divmod(place, height)
            page.append((LEFT + column * (width + 2) * SIZE + indent * SIZE, TOP - down * PITCH, line))
        pages.append([*page, (290, 40, f"- {number} -")])
    return drawn(pages)


def test_two_columns_are_read_column_by_column_and_keep_their_paragraphs() -> None:
    paragraphs = [f"第{number}项是这样规定的：{LONG}"[: 30 + 7 * number] + "。" for number in range(1, 30)]
    title = "关于进一步规范市场秩序的规定"
    assert read(columns(paragraphs, title)).text == "\n".join([title, *paragraphs])


def beside(*columns: Sequence[str], left: float = LEFT, width: float = 240.0) -> list[tuple[float, float, str]]:
    """Return columns of lines, one after the other."""
    return [
        (left + width * column, TOP - float(down) * PITCH, line)
        for column, lines in enumerate(columns)
        for down, line in enumerate(lines)
    ]


@pytest.mark.parametrize(
    "columns",
    [
        [["项目名称", "城市更新"], ["由市住房", "和建设局", "会同各区"], ["二〇二〇", "年底前"]],
        [
            [f"深圳市{name}科技有限公司" for name in "甲乙丙丁戊己"],
            [f"广州市{name}科技有限公司" for name in "甲乙丙丁戊己"],
        ],
        [["福田区", "罗湖区", "南山区", "盐田区", "宝安区"], [f"0755-8{number}123456" for number in range(5)]],
    ],
    ids=["cells", "names", "numbers"],
)
def test_lists_and_cells_side_by_side_are_not_columns_of_text(columns: Sequence[Sequence[str]]) -> None:
    texts = beside(*columns, width=180)
    assert read(drawn([texts])).text.split("\n") == [line for lines in columns for line in lines]


def test_lines_above_and_below_columns_are_not_part_of_them() -> None:
    width, paragraph = 18, f"各区人民政府：{LONG}"[: 18 * 5 - 4] + "。"
    lines = [paragraph[start : start + width] for start in range(0, len(paragraph), width)]
    title = [(LEFT + 140.0, TOP + 1.8 * PITCH, "关于规范市场秩序的规定")]
    note = [
        (LEFT + 0.0, TOP - 9 * PITCH, "注：本规定由市市场监督管理局负责解释，自公布之日起三十日后施行，有效期五年。")
    ]
    texts = [*title, *beside(lines, lines), *note]
    assert read(drawn([texts])).text.split("\n") == [title[0][2], paragraph, paragraph, note[0][2]]


def test_a_page_with_one_character_is_read() -> None:
    texts = [[(LEFT + 0.0, TOP + 0.0, "一")], [(LEFT + 0.0, TOP + 0.0, "各区人民政府，市政府直属各单位请遵照执行：")]]
    assert read(drawn(texts)).text == "一\n各区人民政府，市政府直属各单位请遵照执行："


def test_a_large_page_among_small_ones_leaves_their_paragraphs_whole() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content)
    for size, width in (((595, 842), WIDTH), ((1190, 842), 80)):
        canvas.setPageSize(size)
        canvas.setFont("STSong-Light", SIZE)
        for position in range(0, len(LONG), width):
            canvas.drawString(LEFT, TOP - position // width * PITCH, LONG[position : position + width])
        canvas.showPage()
    canvas.save()
    assert read(content.getvalue()).text.replace("\n", "") == LONG * 2
    assert read(content.getvalue()).text.count("\n") <= 1


def test_spaced_headings_are_closed_up() -> None:
    text = read(printed([[(8, "第 一 章 总 则"), (2, "第 一 条 为加强管理，制定本办法。")]])).text
    assert text.endswith("第一章 总则\n第一条 为加强管理，制定本办法。")

"""Every line of a file that is not boilerplate is in its document."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import ReadingError
from qa.reading import read_document
from qa.reading.boilerplate import is_boilerplate
from qa.types import Span

SITE = "政府信息公开 规章库"
LINES = [
    *(
        "关于甲的通知",
        "深府〔2019〕1号",
        "各区：",
        "请遵照执行。",
        "一、要求",
        "第一条 甲。",
        "深圳市人民政府",
        "2019年5月10日",
    ),
    *(
        "索引号：1144 发布机构：市府",
        "文号：深府〔2019〕1号",
        "名称：关于甲的通知",
        "公文种类：通知 效力：有效",
        "登记号：1",
    ),
    *(
        "【索引号】1144",
        "发布机构 市府 登记号：2",
        "文号",
        "标题",
        "时间：2019年3月1日",
        "主办单位：市府",
        "来源：专项资金",
        "位置：市民中心",
    ),
    *("字号为三号。", "附件下载地址见网站", "首页 关于", "《甲办法》已废止。", "某局 2019年5月10日"),
    *("【打印】", "来源：深圳日报", "上一篇：乙", "字体：大 中 小", "发布日期：2019-12-24 浏览次数：-", SITE),
]


@pytest.mark.parametrize(("suffix", "end"), [(".txt", "\n"), (".md", "\n"), (".md", "\n\n")])
@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=20))
def test_every_line_is_in_the_header_or_the_body_or_is_boilerplate(suffix: str, end: str, lines: list[str]) -> None:
    try:
        document = read_document(Path(f"/documents/a{suffix}"), end.join(lines).encode())
    except ReadingError:
        assert all(is_boilerplate(line) for line in lines)
        return
    kept = [
        line
        for part in (document.header or Span(0, 0), document.body)
        for line in document.text[part.start : part.end].split("\n")
        if line
    ]
    repeated = document.metadata.title if document.header else ""

    def belongs_to_document(line: str) -> bool:
        return line not in (SITE, repeated) and not is_boilerplate(line)

    assert list(filter(belongs_to_document, kept)) == list(filter(belongs_to_document, lines))
    if repeated in lines:
        assert any(repeated in line for line in kept)

"""The lines of a page that do not belong to the document."""

import pytest

from qa.reading.boilerplate import is_boilerplate, navigation_length


@pytest.mark.parametrize(
    "line",
    [
        *("【打印】", "【打印】 【字体:    ", "字号：大 中 小", "【字体：[大] [中] [小]】 打印本页", "- 12 -"),
        *(
            "发布日期：2019-12-24  浏览次数：-",
            "时间：2020-02-03 10:00 来源：市财政局",
            "来源：江西日报",
            "来源：正义网 作者：陈菲",
        ),
        *(
            "作者：　　新闻来源：检察日报",
            "责任编辑：",
            "扫一扫在手机打开当前页",
            "上一篇：关于甲的通知",
            "位置：首页 > 公文",
        ),
        *(
            "当前位置： 首页> null> 详情",
            "粤ICP备12345678号",
            "版权所有：深圳市人民政府",
            "主办单位：市政府 网站标识码：4403",
        ),
    ],
)
def test_the_lines_around_a_document_are_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "个体工商户可以起字号。",
            "第十条 招牌应当标明字号，但另有规定的除外。",
            "字体为宋体。",
            "发文字号：国发〔2019〕1号",
        ),
        *("时间：2020年3月1日上午9时", "日期：2020年3月1日至5日", "位置：深圳市民中心B区", "主办单位：深圳市人民政府"),
        *(
            "来源：2019年度专项资金",
            "附件下载地址见市财政局网站",
            "扫一扫健康码，登记后进入。",
            "统计的有浏览量：它是打开的次数。",
        ),
        *("标题的字号：二号，正文的字号：三号", "分享至全市各区，供学习。"),
    ],
)
def test_the_lines_of_a_document_are_not_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Edited by Foxit PDF Editor",
        "Copyright (c) by Foxit Software Company, 2004 - 2007 For Evaluation Only.",
        "Created with Aspose.Words for Java",
        "Evaluation Warning: The document was created with Spire.Doc",
    ],
)
def test_the_stamp_of_trial_software_is_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        (("江北政务服务网", "请输入搜索关键词", "首页 > 政策 > 解读", "噪声标准"), 3),
        (("2023/3/1 关于收费的通知_江北网", "登录 注册", "您现在的位置：首页 » 公告", "公告"), 3),
        (("江北市财政局关于清理收费的通知", "首页 > 通知公告", "各单位："), 0),
        (("本市今年免费。", "首页 > 通知公告", "各单位："), 0),
        (("各单位：", "现通知如下。"), 0),
    ],
)
def test_navigation_stands_above_the_path_of_a_page(lines: tuple[str, ...], length: int) -> None:
    assert navigation_length(lines) == length

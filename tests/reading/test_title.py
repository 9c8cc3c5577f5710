"""The title of a document."""

import pytest

from qa.reading.title import guess_title, is_code


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["江北市人民政府文件", "江政发〔2021〕9号", "江北市政府关于印发预案的通知", "各区："],
            "江北市政府关于印发预案的通知",
        ),
        (["000123", "机密★1年", "特急", "江北市卫健委文件", "江卫发〔2021〕77号", "关于体检的通知"], "关于体检的通知"),
        (
            ["甲市教育局", "乙市财政局  文件", "签发人：王某", "关于提高生均", "公用经费的通知", "各区："],
            "关于提高生均公用经费的通知",
        ),
        (["财政部", "税务总局关于捐赠的公告", "现公告如下："], "财政部 税务总局关于捐赠的公告"),
        (["税务总局关于甲的通知人社部发〔2020〕11号", "各省："], "税务总局关于甲的通知"),
        (["14-1", "國立中央大學", "學生進修實施辦法", "一、甲。"], "學生進修實施辦法"),
        (["通", "告", "为了防控，现公告如下："], "通告"),
        (["关于甲", "关于甲", "乙的通知", "各区："], "关于甲乙的通知"),
        (["集结！", "国家建立支援机制", "为坚决落实。"], "国家建立支援机制"),
        (["陕西建立健全保障机制", "记者获悉。"], "陕西建立健全保障机制"),
        (["目录", "甲办法", "第一条 乙。"], "甲办法"),
    ],
)
def test_the_title_stands_below_the_letterhead(lines: list[str], title: str) -> None:
    assert guess_title(lines, "t20210608_0012") == title


def test_a_file_name_loses_the_number_that_sorts_it() -> None:
    assert guess_title(["各区：", "正文。"], "004_居住证暂行条例") == "居住证暂行条例"
    assert guess_title(["各区：", "正文。"], "2019年政府工作报告") == "2019年政府工作报告"


def test_a_code_is_not_a_title() -> None:
    assert is_code("000123")
    assert is_code("index.html")
    assert not is_code("关于甲的通知")

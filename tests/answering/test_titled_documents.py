"""A name means a document only if no other document has to be meant."""

from datetime import date

import pytest

from qa.answering.titled_documents import titled_documents
from qa.types import DocumentSummary, Metadata


def document(number: int, title: str, day: date | None = None) -> DocumentSummary:
    """Return a document of 绿洲市人民政府."""
    meta = Metadata(title, issuer="绿洲市人民政府", date_written=day)
    return DocumentSummary(number, f"/{number}.txt", meta, 0, 0)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("停车办法", "停车办法"),
        ("停车管理办法", "绿洲市停车管理办法（试行）"),
        ("停车办法", "绿洲市停车管理办法"),
        ("绿洲市停车办法", "停车办法"),
        ("停车办法", "关于印发《绿洲市停车办法（试行）》的通知"),
        ("停车收费的通知", "关于调整停车收费标准有关事项的通知"),
        ("好差评的意见", "关于建立“好差评”制度的实施意见"),
        ("停车办法(2021年版)", "停车办法（2021年版）"),
        ("停车资格互认清单", "关于印发《停车资格资质互认清单（第一批）》的通知"),
        ("跨省通办方案", "关于印发《深化“跨省通办”实施方案》的通知"),
        ("养犬办法", "关于印发《停车办法（试行）》《养犬办法（试行）》的通知"),
        ("停车办法", "关于发布停车办法的公告"),
        ("停车办法", "关于印发《停车办法》等三个文件的通知"),
        ("绿洲市停车办法", "关于印发绿洲市《停车办法》的通知"),
    ],
)
def test_a_short_name_means_the_document(name: str, title: str) -> None:
    assert titled_documents(name, [document(1, title)])


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("停车办法", "停车办法实施细则"),
        ("停车办法实施细则", "停车办法"),
        ("停车办法", "关于废止《停车办法》的决定"),
        ("停车办法", "关于废止停车办法"),
        ("停车办法", "关于贯彻实施《停车办法》的通知"),
        ("停车办法", "关于印发《停车办法实施细则》的通知"),
        ("停车通知", "关于废止停车收费标准的通知"),
        ("消费税的通知", "关于调整部分体育消费场所安全税费的通知"),
        ("停车管理通知", "通知"),
        ("停车办法(2021年版)", "停车办法（2015年版）"),
        ("2021年停车办法", "停车办法"),
        ("停车清单(第二批)", "停车清单（第一批）"),
        ("停车办法", "转发关于印发《停车办法》的通知"),
        ("", "停车办法"),
    ],
)
def test_a_title_with_part_of_the_name_or_about_the_document_is_another(name: str, title: str) -> None:
    assert titled_documents(name, [document(1, title)]) == []


def test_the_likeliest_title_counts_and_the_newest_version_is_first() -> None:
    old, new = (document(each, "停车办法", date(2010 + each, 1, 1)) for each in (1, 2))
    assert titled_documents("停车办法", [document(3, "关于印发停车办法的通知"), old, new]) == [new, old]

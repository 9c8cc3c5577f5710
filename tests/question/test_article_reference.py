"""Questions for a provision by its number."""

import pytest

from qa.question import ArticleReference, article_reference


@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("民法典第1165条", ArticleReference("民法典", 1165)),
        ("请问民法典1165条的内容", ArticleReference("民法典", 1165)),
        ("物业条例第32条第2款第(三)项", ArticleReference("物业条例", 32, paragraph=2, item=3)),
        ("《物业管理办法》第三十二条规定了什么？", ArticleReference("物业管理办法", 32)),
        ("第九条是什么", ArticleReference("", 9)),
        ("第三條是什麼?", ArticleReference("", 3)),
        ("第１２条", ArticleReference("", 12)),
        ("第一百二十条之三", ArticleReference("", 120, inserted=3)),
        ("11.1.2规定了什么?", ArticleReference("", decimal="11.1.2")),
        ("试验规程11.1.2", ArticleReference("试验规程", decimal="11.1.2")),
    ],
)
def test_a_provision_is_named_by_its_number(question: str, reference: ArticleReference) -> None:
    assert article_reference(question) == reference


@pytest.mark.parametrize(
    "question",
    ["违反第十二条怎么处罚?", "第32条和第33条", "今年增长3.5", "条例有几条?", "第三批名单是什么?", "哪一条规定了收费?"],
)
def test_other_questions_are_searched_for(question: str) -> None:
    assert article_reference(question) is None


def test_a_provision_is_cited_by_its_name() -> None:
    assert ArticleReference("", 32, 1, 2, 3).name == "第三十二条之一第二款第（三）项"

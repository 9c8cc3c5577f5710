"""Abbreviations in a question are written out as the documents write them."""

import pytest

from qa.question import with_long_forms


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("发改委负责什么?", ["发展和改革委员会负责审批。"], "发展和改革委员会负责什么?"),
        ("省发改委负责什么?", ["省发展改革委负责审批。"], "省发展改革委负责什么?"),
        ("发改委负责什么?", ["发改委负责审批。"], "发改委负责什么?"),
        ("发展和改革委员会负责什么?", ["发改委负责审批。"], "发展和改革委员会负责什么?"),
        ("数管局电话?", ["甲。", "市数据管理局（以下简称数管局）成立。"], "数据管理局电话?"),
    ],
)
def test_the_form_of_the_documents_is_taken(question: str, texts: list[str], expected: str) -> None:
    assert with_long_forms(question, texts) == expected

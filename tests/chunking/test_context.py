"""The context of a passage: its title and headings."""

from qa.chunking.context import headings_text, text_with_context
from qa.types import PassageKind


def test_title_headings_and_text_stand_on_separate_lines() -> None:
    assert text_with_context("通知", "一、要求", "第一句。", 96) == "通知\n一、要求\n第一句。"
    assert text_with_context("", "", "第一句。", 96) == "第一句。"


def test_a_long_context_loses_the_end_of_the_title_and_the_beginning_of_the_headings() -> None:
    assert text_with_context("一二三四五六", "七八九十", "文", 6) == "一二三\n八九十\n文"


def test_a_signature_is_found_by_its_everyday_word() -> None:
    assert headings_text(("一、要求",), PassageKind.SIGNATURE) == "落款"
    assert headings_text(("一、要求", "（一）时间"), PassageKind.BODY) == "一、要求 （一）时间"

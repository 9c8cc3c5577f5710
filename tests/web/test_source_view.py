"""The source view shows the whole text with the citation marked."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.types import DocumentContents, DocumentSummary, Metadata, Passage, PassageKind, Span
from qa.web.source_view import render_source
from qa.web.texts import ZH

TEXT = "导航\n一、总体情况\n企业开办四天。\n（一）措施\n出口通关更快。\n落款"
META = Metadata("函<script>", issuer="深圳市", date_written=date(2019, 12, 24))


def _passage(text: str, *path: str) -> Passage:
    start = TEXT.index(text)
    return Passage(Span(start, start + len(text)), PassageKind.BODY, path, 1)


CONTENTS = DocumentContents(
    summary=DocumentSummary(7, "/a/函.txt", META, len(TEXT), 2, ("/a/函.txt",)),
    content_hash="",
    media_type="text/plain",
    encoding="utf-8",
    text=TEXT,
    passages=(
        _passage("一、总体情况\n企业开办四天。", "一、总体情况"),
        _passage("（一）措施\n出口通关更快。", "一、总体情况", "（一）措施"),
    ),
)


def _shown(cited: Span, *hits: Span) -> str:
    return render_source(CONTENTS, cited, hits, ZH)


def _span(text: str) -> Span:
    return Span(TEXT.index(text), TEXT.index(text) + len(text))


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@given(st.integers(-5, 60), st.integers(-5, 60))
def test_the_whole_text_is_shown_for_any_citation(start: int, end: int) -> None:
    html = _shown(Span(start, end))
    body = html.split('class="source-text"')[1]
    assert "".join(TEXT.split()) in _text(body.partition(">")[2])
    marked = "".join(re.findall(r"<mark>(.*?)</mark>", body))
    first = min(max(start, 0), len(TEXT))
    assert _text(marked) == "".join(TEXT[first : max(end, first)].split())


def test_two_citations_of_a_document_have_different_places() -> None:
    shown = {re.findall('data-place="(.*?)"', _shown(_span(text)))[0] for text in ("企业开办四天。", "出口通关更快。")}
    assert len(shown) == 2


def test_the_outline_names_each_heading_once() -> None:
    nav = re.search(r"<nav.*?</nav>", _shown(Span(0, 0)))
    assert nav
    assert _text(nav[0]) == "一、总体情况（一）措施"


def test_every_hit_has_an_anchor() -> None:
    html = _shown(_span("企业开办四天。"), _span("企业开办四天。"), _span("出口通关更快。"))
    assert html.count('class="part found') == 2
    assert html.count("cited") == 1


def test_the_header_fields_are_shown_and_markup_in_the_document_is_text() -> None:
    html = _shown(Span(0, 0))
    assert "2019-12-24" in _text(html)
    assert "深圳市" in html
    assert "<script" not in html


@pytest.mark.parametrize(("status", "warns"), [("已废止", True), ("有效", False)])
def test_a_document_that_is_no_longer_in_force_is_marked(status: str, warns: bool) -> None:
    summary = replace(CONTENTS.summary, metadata=replace(META, status=status))
    html = render_source(replace(CONTENTS, summary=summary), Span(0, 0), (), ZH)
    assert ("repealed" in html) is warns


def test_the_page_of_a_printed_document_is_offered_and_loaded_on_demand() -> None:
    printed = replace(CONTENTS, media_type="application/pdf;part=2", pages=(0, 0, 12))
    shown = render_source(printed, Span(14, 18), (), ZH)
    assert '<summary class="tool">看原页</summary><a href="page/7/14/18" target="_blank">' in shown
    assert '<img loading="lazy" src="page/7/14/18" alt="原件第 3 页' in shown
    assert "<img" not in _shown(Span(14, 18))

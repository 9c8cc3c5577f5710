"""Answers are rendered with their citations, and all text from documents and readers is shown as text."""

import re
import string
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.types import Answer, AnswerKind, AnswerSentence, Citation, Filters, Hit, Missing
from qa.web.citation_html import repealed_notice
from qa.web.escaping import escape
from qa.web.rendering import render_answer, render_error, render_notice, render_question
from qa.web.texts import EN, ZH, Texts

TITLE = "关于市六届人大七次会议第20190320号建议答复的函"
TEXT = "（一）出台政策措施。\n\n　　企业开办时间从9天缩短至4天。出口通关时间压缩69%。"
SENTENCE = "企业开办时间从9天缩短至4天。"
OFFSET = 1000
CITATION = Citation(
    document_id=7,
    title=TITLE,
    issuer="深圳市政务服务数据管理局",
    index_number="11440300MB2C92413C/2019-00014",
    document_number="深政数函〔2019〕1号",
    date_written=date(2019, 12, 24),
    date_published=date(2020, 1, 2),
    heading_path=("一、总体情况", "（一）出台政策措施"),
    paragraph=4,
    start=OFFSET,
    end=OFFSET + len(TEXT),
    source="/documents/letter.txt",
)
ALLOWED_TAGS = {
    "div",
    "h3",
    "blockquote",
    "span",
    "sup",
    "p",
    "mark",
    "br",
    "a",
    "button",
    "details",
    "summary",
    "strong",
    "h4",
}

# Every character, including lone surrogates, and often the characters of HTML, Markdown and LaTeX.
any_text = st.text(st.characters() | st.sampled_from(string.punctuation + "\n\r\t 一1"))


class _Page(HTMLParser):
    """The tags, attributes and text of an HTML fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.marked = ""
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._in_mark |= tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._in_mark &= tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._in_mark else ""

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")


def _answer(
    citation: Citation = CITATION, text: str = TEXT, sentence: str = SENTENCE, confidence: float = 0.9
) -> Answer:
    start = citation.start + text.index(sentence)
    cited = AnswerSentence(sentence, replace(citation, start=start, end=start + len(sentence)))
    other = replace(citation, document_id=8, title="另一份文件")
    hits = (Hit(1, 0.9, text, other), Hit(2, 0.8, text, citation))
    return Answer("企业开办要几天？", True, confidence, cited, hits)


def _not_found(*hits: Hit) -> Answer:
    return Answer("几点停运？", False, 0.1, None, hits)


def _letters(text: str) -> str:
    """Return the visible characters of a text, without spaces and without characters that cannot be shown."""
    return "".join(c for c in text if not c.isspace() and c.isprintable() and c != "\N{REPLACEMENT CHARACTER}")


@given(any_text)
def test_escaped_text_has_no_ascii_punctuation(text: str) -> None:
    rest = re.sub(r"<br>|&#\d+;", "", escape(text))
    assert not set(rest) & set(string.punctuation)
    assert not re.search(r"[\x00-\x08\n\r]", rest)


@given(any_text)
def test_escaped_text_is_shown_as_it_was_written(text: str) -> None:
    assert _letters(_Page(escape(text)).text) == _letters(text)


@settings(deadline=None)  # the dictionary is loaded once
@given(any_text, any_text)
def test_text_of_a_document_adds_no_tag_and_no_attribute(hostile: str, sentence: str) -> None:
    citation = replace(
        CITATION,
        title=hostile,
        issuer=hostile,
        document_number=hostile,
        heading_path=(hostile, hostile),
        end=OFFSET + 2 * len(hostile) + len(sentence),
    )
    text = hostile + sentence + hostile
    for html in (
        render_answer(_answer(citation, text, sentence)),
        render_answer(_not_found(Hit(1, 0.5, text, citation))),
        render_question(hostile),
        render_error(hostile),
        render_notice(hostile),
    ):
        page = _Page(html)
        assert page.tags <= ALLOWED_TAGS
        assert page.attributes <= {"class", "href", "lang", "role"}
        assert "\n" not in html


@settings(deadline=None)
@given(any_text, any_text, any_text)
def test_exactly_the_answering_sentence_is_marked(before: str, sentence: str, after: str) -> None:
    text = before + sentence + after
    start = OFFSET + len(before)
    passage = replace(CITATION, end=OFFSET + len(text))
    cited = AnswerSentence(sentence, replace(CITATION, start=start, end=start + len(sentence)))
    answer = Answer("？", True, 0.9, cited, (Hit(1, 0.9, text, passage),))
    assert _letters(_Page(render_answer(answer)).marked) == _letters(sentence)


def test_the_sentence_comes_first_with_the_number_of_its_passage() -> None:
    html = render_answer(_answer())
    first = html.index(f'<blockquote class="sentence" lang="zh-CN">{SENTENCE}<sup class="reference">[2]</sup>')
    assert first < html.index('class="passage"')
    assert html.count("<mark>") == 1
    assert html.index("<mark>") > html.index(">[2]<")


def test_a_sentence_outside_the_shown_passages_has_no_number() -> None:
    answer = _answer()
    html = render_answer(replace(answer, passages=answer.passages[:1]))
    assert "reference" not in html
    assert "<mark>" not in html


def test_a_citation_names_document_and_place() -> None:
    text = _Page(render_answer(_answer())).text
    assert (
        f"[2] 《{TITLE}》 · 深圳市政务服务数据管理局 · 深政数函〔2019〕1号 · 2019年12月24日 · "
        "一、总体情况 › （一）出台政策措施 · 第 4 段"
    ) in text


def test_the_date_of_publication_replaces_a_missing_date_of_writing() -> None:
    assert "2020年1月2日" in render_answer(_answer(replace(CITATION, date_written=None)))


def test_a_header_is_cited_as_header() -> None:
    html = render_answer(_answer(replace(CITATION, paragraph=0)))
    assert "文件头" in html
    assert "第 0 段" not in html


def test_paragraphs_of_a_passage_stay_apart() -> None:
    html = render_answer(_answer())
    assert "<p>（一）出台政策措施。</p><p><mark>" in html
    assert "</mark>出口" in html


def test_the_words_of_the_question_are_highlighted() -> None:
    html = render_answer(_answer())
    assert '<span class="match">企业</span>' in html
    assert '<span class="match">出口</span>' not in html


def test_passages_of_a_document_are_grouped_and_keep_their_ranks() -> None:
    other = replace(CITATION, document_id=8, title="另一份文件")
    hits = (Hit(1, 0.9, TEXT, CITATION), Hit(2, 0.8, TEXT, other), Hit(3, 0.7, TEXT, CITATION))
    text = _Page(render_answer(_not_found(*hits))).text
    assert text.index("[1]") < text.index("[3]") < text.index("[2]")
    assert text.count(TITLE) == 1


def test_the_weaker_passages_of_a_document_stay_under_its_title() -> None:
    other = replace(CITATION, document_id=8, title="另一份文件")
    cited = (CITATION, CITATION, CITATION, other, CITATION, other)
    html = render_answer(_not_found(*(Hit(rank, 0.9, TEXT, each) for rank, each in enumerate(cited, start=1))))
    text = _Page(html).text
    places = [text.index(words) for words in ("[3]", "另外 1 处", "[5]", "另外 2 处", "[4]", "[6]")]
    assert places == sorted(places)
    assert html.count('class="group"') == 2
    assert text.count(TITLE) == text.count("另一份文件") == 1


def test_a_citation_is_a_link_to_its_source() -> None:
    end = OFFSET + len(TEXT)
    assert f"?document=7&start={OFFSET}&end={end}" in unescape(render_answer(_answer()))


def test_an_answer_can_be_copied_with_its_citation_and_as_a_reference() -> None:
    text = _Page(render_answer(_answer())).text
    assert f"“{SENTENCE}”（《{TITLE}》，深圳市政务服务数据管理局，" in text
    assert f"深圳市政务服务数据管理局. {TITLE}: 深政数函〔2019〕1号[Z]. 2019-12-24: 第 4 段." in text


@pytest.mark.parametrize(("status", "warns"), [("已废止", True), ("失效", True), ("有效", False), ("", False)])
def test_a_document_that_is_no_longer_in_force_is_marked(status: str, warns: bool) -> None:
    assert ('class="repealed"' in render_answer(_answer(replace(CITATION, status=status)))) is warns


def test_a_citation_names_a_repeal_once() -> None:
    hit = Hit(1, 0.9, TEXT, replace(CITATION, status="已废止"))
    assert _Page(render_answer(_not_found(hit))).text.count("废止") == 1
    assert " · 有效" in _Page(render_answer(_not_found(replace(hit, citation=replace(CITATION, status="有效"))))).text


def test_a_not_found_answer_gives_advice_and_its_own_feedback_buttons() -> None:
    html = render_answer(_not_found(Hit(1, 0.5, TEXT, CITATION)))
    assert ZH.try_otherwise in unescape(html)
    assert "确实没有</button>" in html
    assert "其实有</button>" in html
    assert "有用</button>" not in html


def test_an_answer_can_be_rendered_in_english() -> None:
    html = render_answer(_not_found(Hit(1, 0.5, TEXT, replace(CITATION, page=3))), texts=EN)
    assert EN.not_found in html
    assert " · 2019-12-24 · " in _Page(html).text
    assert " · paragraph 4 · page 3" in _Page(html).text
    assert "资料中没有找到答案" not in html


@pytest.mark.parametrize(("confidence", "words"), [(0.9, "把握较大"), (0.7, "把握一般"), (0.5, "把握较小")])
def test_confidence_is_shown_in_words(confidence: float, words: str) -> None:
    assert words in render_answer(_answer(confidence=confidence))


def test_a_not_found_answer_shows_the_nearest_passages() -> None:
    html = render_answer(_not_found(Hit(1, 0.5, TEXT, CITATION)))
    assert html.index("资料中没有找到答案") < html.index("最接近的段落：") < html.index(SENTENCE)
    assert "<blockquote" not in html
    assert "<mark>" not in html


def test_the_reason_for_no_passages_is_shown() -> None:
    html = render_answer(_not_found(), no_passages="资料库里还没有文件")
    assert "资料中没有找到答案" in html
    assert "资料库里还没有文件" in html
    assert "最接近" not in html


def test_a_very_long_question_is_cut() -> None:
    html = render_question("问" * 10_000)
    assert len(html) < 1000
    assert "共 10000 个字符" in html


@pytest.mark.parametrize("status", ["废止", "已废止"])
def test_the_notice_of_a_repeal_says_already_once(status: str) -> None:
    assert repealed_notice(status, ZH) == "这份文件已废止"


@pytest.mark.parametrize(("texts", "words"), [(ZH, "未按当前模型校准"), (EN, "not calibrated for this model")])
def test_an_uncalibrated_confidence_is_marked_beside_its_degree(texts: Texts, words: str) -> None:
    answer = _answer()
    assert words not in render_answer(answer, texts=texts)
    html = render_answer(replace(answer, calibrated=False), texts=texts)
    assert html.index(texts.sure) < html.index(words) < html.index(TITLE)
    assert words in render_answer(replace(_not_found(), calibrated=False), texts=texts)


@pytest.mark.parametrize(
    ("texts", "words"), [(ZH, "发布机构含“深圳”，2019年 ×"), (EN, "issuer contains “深圳”, year 2019 ×")]
)
def test_the_filters_of_a_question_are_shown_in_the_language_of_the_page(texts: Texts, words: str) -> None:
    filters = Filters(issuer="深圳", since=date(2019, 1, 1), until=date(2019, 12, 31))
    answer = replace(_answer(), filters=filters)
    assert "do-widen" not in render_answer(answer, texts=texts)
    assert words in _Page(render_answer(replace(answer, filters_from_question=True), texts=texts)).text


def test_small_talk_gets_a_reply_with_questions_to_click() -> None:
    answer = Answer("谢谢", False, 0.0, None, (), kind=AnswerKind.THANKS, suggestions=("<几>天?", "几点?"))
    page = _Page(render_answer(answer, 3))
    assert page.text == "不客气。还可以问，例如：<几>天?几点?"
    assert "do-suggest turn-3_1" in render_answer(answer, 3)


def test_a_word_alone_gets_places_without_a_mark() -> None:
    answer = replace(_answer(), question="狗", found=False, sentence=None, kind=AnswerKind.PLACES)
    page = _Page(render_answer(answer))
    assert page.text.startswith(ZH.word_alone)
    assert page.marked == ""
    assert ZH.not_found not in page.text
    assert _Page(render_answer(replace(answer, passages=()))).text == ZH.word_nowhere


@pytest.mark.parametrize("texts", [ZH, EN])
def test_what_is_missing_is_named(texts: Texts) -> None:
    answer = replace(_answer(), found=False, sentence=None, missing=(Missing("2020年", ("2018年", "<2019年>")),))
    text = _Page(render_answer(answer, texts=texts)).text
    assert all(value in text for value in ("2018年", "<2019年>", "2020年"))


@pytest.mark.parametrize("texts", [ZH, EN])
def test_a_possible_answer_is_said_to_be_one(texts: Texts) -> None:
    answer = replace(_answer(confidence=0.9), found=False)
    text = _Page(render_answer(answer, texts=texts)).text
    assert texts.possible in text
    assert texts.not_found not in text
    assert not any(degree in text for degree in (texts.sure, texts.fairly_sure, texts.unsure))

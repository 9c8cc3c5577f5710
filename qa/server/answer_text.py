"""Write answers and passages as plain text, Markdown or HTML, each quotation with its citation and a link."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa import answer_words
from qa.citation_text import citation_line, document_citation
from qa.markdown_text import markdown_line
from qa.small_talk_text import small_talk_text
from qa.types import Answer, AnswerKind, Citation, Hit, Listing
from qa.web.escaping import attribute, escape

Link = Callable[[Citation], str]
"""returns the address of a cited passage; an empty string if it has none"""


@dataclass(frozen=True, slots=True)
class TextForm:
    """The notation of the elements of an answer in a kind of text, such as Markdown."""

    plain: Callable[[str], str]
    """writes a line"""
    quote: Callable[[str], str]
    cite: Callable[[str, str, str], str]
    """writes a citation, given the words before it, its text and the address of the passage"""
    items: Callable[[Iterable[str]], str]
    """writes a list of elements that are already in this form"""


def _markdown_quote(text: str) -> str:
    return "\n".join(f"> {markdown_line(line)}" for line in text.splitlines())


def _markdown_link(words: str, line: str, address: str) -> str:
    return f"{words}[{markdown_line(line)}]({address})" if address else f"{words}{markdown_line(line)}"


def _dashed(elements: Iterable[str]) -> str:
    return "\n".join(f"- {each}" for each in elements)


def _html_list(elements: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{each}</li>' for each in elements)}</ul>"


def _plain_link(words: str, line: str, address: str) -> str:
    return f"{words}{line}\n链接：{address}" if address else f"{words}{line}"


def _html_link(words: str, line: str, address: str) -> str:
    shown = f'<a href="{attribute(address)}">{escape(line)}</a>' if address else escape(line)
    return f"<p>{escape(words)}{shown}</p>"


PLAIN = TextForm(
    plain=str,
    quote=str,
    cite=_plain_link,
    items=_dashed,
)
MARKDOWN = TextForm(plain=markdown_line, quote=_markdown_quote, cite=_markdown_link, items=_dashed)
HTML = TextForm(
    plain=lambda text: f"<p>{escape(text)}</p>",
    quote=lambda text: f"<blockquote>{escape(text)}</blockquote>",
    cite=_html_link,
    items=_html_list,
)


def answer_text(answer: Answer, form: TextForm, link: Link) -> str:
    """Return the reply (:func:`reply_text`), followed by the passages of the answer that the reply does not quote.

    Args:
        answer: the answer.
        form: the notation of the text.
        link: returns the address of a passage or a document.
    """
    return "\n\n".join((*_reply(answer, form, link), *_passages(answer, form, link)))


def reply_text(answer: Answer, form: TextForm, link: Link) -> str:
    """Return the reply: the sentence that answers (one per part of the question), a list of documents, or small talk.

    The reply to a single word also has the passages that contain it. The arguments are those of :func:`answer_text`.
    """
    if answer.kind is AnswerKind.PLACES:
        return answer_text(answer, form, link)
    return "\n\n".join(_reply(answer, form, link))


def passages_text(hits: Sequence[Hit], form: TextForm, link: Link) -> str:
    """Return passages, each with its rank, its citation and a link; a sentence that says so if there are none."""
    return "\n\n".join(_passage(hit, form, link) for hit in hits) or "没有找到段落。"


def _reply(answer: Answer, form: TextForm, link: Link) -> Iterator[str]:
    if answer.kind.is_small_talk:
        yield form.plain(small_talk_text(answer))
        if answer.suggestions:
            yield form.items(form.plain(question) for question in answer.suggestions)
        return
    yield from (form.plain(note) for note in answer_words.search_notes(answer))
    if answer.vectors_only:
        yield form.plain(f"（{answer_words.VECTORS_ONLY}）")
    if answer.listing:
        yield from _listed(answer.listing, form, link)
        return
    for part in answer.parts:
        yield form.plain(f"〔{part.question}〕")
        yield from _answered(part, form, link)
    if not answer.parts:
        yield from _answered(answer, form, link)


def _listed(listing: Listing, form: TextForm, link: Link) -> Iterator[str]:
    yield form.plain(answer_words.listing_heading(listing))
    cited = [document_citation(document) for document in listing.documents]
    if cited:
        yield form.items(form.cite("", citation_line(citation), link(citation)) for citation in cited)


def _answered(answer: Answer, form: TextForm, link: Link) -> Iterator[str]:
    """Yield the verdict, the sentence, its citation, the documents that supersede the cited one, and the confidence."""
    yield form.plain(answer_words.verdict(answer))
    if answer.sentence:
        yield form.quote(answer_words.sentence_text(answer.sentence))
        yield _source(answer.sentence.citation, form, link)
        for each in answer.later:
            yield form.cite(answer_words.later_words(each), citation_line(each.citation), link(each.citation))
        if confidence := answer_words.confidence_text(answer):
            yield form.plain(confidence)


def _passages(answer: Answer, form: TextForm, link: Link) -> Iterator[str]:
    quoted = {each.sentence.text for each in answer.parts or (answer,) if each.sentence}
    shown = [hit for hit in answer.passages if hit.text not in quoted]
    if shown:
        if answer.kind is not AnswerKind.PLACES:
            yield form.plain("相关段落：" if answer.sentence else "最接近的段落：")
        yield from (_passage(hit, form, link) for hit in shown)


def _passage(hit: Hit, form: TextForm, link: Link) -> str:
    also = (form.cite("同样的话也见于：", citation_line(each), link(each)) for each in hit.also)
    return "\n\n".join((form.plain(f"[{hit.rank}]"), form.quote(hit.text), _source(hit.citation, form, link), *also))


def _source(citation: Citation, form: TextForm, link: Link) -> str:
    return form.cite("出处：", citation_line(citation), link(citation))

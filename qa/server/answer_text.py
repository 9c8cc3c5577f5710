"""Write answers and passages as plain text or Markdown, each with its citation and a link."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.citation_text import citation_line
from qa.filter_text import filters_text
from qa.markdown_text import markdown_line
from qa.missing_text import missing_text
from qa.small_talk_text import CHINESE_REPLIES
from qa.types import Answer, AnswerKind, AnswerStatus, Citation, Hit

Link = Callable[[Citation], str]
"""returns the address of a cited passage; an empty string if it has none"""
_VERDICTS = {
    AnswerStatus.FOUND: "回答：",
    AnswerStatus.POSSIBLE: "可能的答案，请核对：",
    AnswerStatus.NOT_FOUND: "资料中没有找到答案。",
}


@dataclass(frozen=True, slots=True)
class TextForm:
    """The notation of quotations and citations in a kind of text, such as Markdown."""

    quote: Callable[[str], str]
    cite: Callable[[str, str], str]
    """writes a citation, given its text and the address of the passage"""
    plain: Callable[[str], str]


def _markdown_quote(text: str) -> str:
    return "\n".join(f"> {markdown_line(line)}" for line in text.splitlines())


PLAIN = TextForm(lambda text: text, lambda line, address: f"出处：{line}\n链接：{address}", lambda text: text)
MARKDOWN = TextForm(
    _markdown_quote,
    lambda line, address: f"—— [{markdown_line(line)}]({address})" if address else f"—— {markdown_line(line)}",
    markdown_line,
)


def answer_text(answer: Answer, form: TextForm, link: Link) -> str:
    """Return an answer with its citation and the passages behind it, or the reply to small talk.

    Args:
        answer: the answer.
        form: the notation of quotations and citations.
        link: returns the address of a passage.
    """
    if answer.kind.is_small_talk:
        return "\n".join((CHINESE_REPLIES[answer.kind], *(f"- {form.plain(each)}" for each in answer.suggestions)))
    return "\n\n".join((*_head(answer, form, link), *_passages(answer, form, link)))


def passages_text(hits: Sequence[Hit], form: TextForm, link: Link) -> str:
    """Return passages, best first, each with its rank, its citation and a link."""
    return "\n\n".join(_passage(hit, form, link) for hit in hits) or "没有找到段落。"


def _head(answer: Answer, form: TextForm, link: Link) -> Iterator[str]:
    if answer.searched:
        yield f"查的是：{form.plain(answer.searched)}"
    if answer.filters_from_question:
        yield f"只查了：{form.plain(filters_text(answer.filters))}"
    yield _verdict(answer) + form.plain(missing_text(answer.missing))
    if answer.sentence:
        citation = answer.sentence.citation
        yield form.quote(answer.sentence.text)
        yield form.cite(citation_line(citation), link(citation))


def _verdict(answer: Answer) -> str:
    if answer.kind is AnswerKind.PLACES:
        return "请问得具体些。这个词见于：" if answer.passages else "请问得具体些；资料里没有这个词。"
    return "人工指定的答案：" if answer.pinned else _VERDICTS[answer.status]


def _passages(answer: Answer, form: TextForm, link: Link) -> Iterator[str]:
    shown = [hit for hit in answer.passages if not (answer.sentence and hit.text == answer.sentence.text)]
    if shown:
        if answer.kind is not AnswerKind.PLACES:
            yield "相关段落：" if answer.sentence else "最接近的段落："
        yield from (_passage(hit, form, link) for hit in shown)


def _passage(hit: Hit, form: TextForm, link: Link) -> str:
    citation = hit.citation
    return f"[{hit.rank}]\n\n{form.quote(hit.text)}\n\n{form.cite(citation_line(citation), link(citation))}"

"""The Chinese wording of an answer for the command line, agents and chats."""

from collections.abc import Iterator

from qa.filter_text import filters_text
from qa.missing_text import missing_text
from qa.types import Answer, AnswerKind, AnswerSentence, AnswerStatus, LaterDocument, Listing

UNCALIBRATED = "把握未校准：没有按这个模型校准过，只供参考"
VECTORS_ONLY = "词语索引用不了，只按向量查找，可能漏掉段落"


def search_notes(answer: Answer) -> Iterator[str]:
    """Yield a line for each difference between the search and the typed question: wording, further words, filters."""
    if answer.searched:
        yield f"查的是：{answer.searched}"
    if answer.also_searched:
        yield f"也查了：{'；'.join(answer.also_searched)}"
    if answer.filters_from_question:
        yield f"只查了：{filters_text(answer.filters)}"


def verdict(answer: Answer) -> str:
    """Return the line above the answer: how certain it is, or that a person chose it.

    The line also names what the question contains but the documents do not state. Without an answer, it says that none
    was found; if the question is a single word, it asks for a more specific question.
    """
    if answer.kind is AnswerKind.PLACES:
        return "请问得具体些。这个词见于：" if answer.passages else "请问得具体些；资料里没有这个词。"
    if answer.pinned:
        return "人工指定的答案："
    words = {
        AnswerStatus.FOUND: "回答：",
        AnswerStatus.POSSIBLE: "可能的答案，请核对：",
        AnswerStatus.NOT_FOUND: f"资料中没有找到答案{_remark(answer)}。",
    }
    return words[answer.status] + missing_text(answer.missing)


def confidence_text(answer: Answer) -> str:
    """Return the confidence in an answer as text; empty if a person chose the answer."""
    return "" if answer.pinned else f"把握 {answer.confidence:.0%}{_remark(answer)}"


def sentence_text(sentence: AnswerSentence) -> str:
    """Return an answering sentence below its ``lead``; if a list is cut, the number of all its items follows."""
    lead = f"{sentence.lead}\n" if sentence.lead else ""
    return f"{lead}{sentence.text}{f'（共 {sentence.items} 项，余下的见原文）' if sentence.items else ''}"


def later_words(later: LaterDocument) -> str:
    """Return the words before the citation of a document that repeals the cited one or is its newer version."""
    return "已被废止，见：" if later.relation == "repeals" else "有更新的版本："


def listing_heading(listing: Listing) -> str:
    """Return the line above the documents that a question about the library asks for; without any, it says so."""
    if not listing.documents:
        return "资料库里没有这样的文件。"
    shown = len(listing.documents)
    return f"资料库里有 {listing.total} 份" + (f"，这里列出 {shown} 份" if shown < listing.total else "")


def _remark(answer: Answer) -> str:
    return "" if answer.calibrated else f"（{UNCALIBRATED}）"

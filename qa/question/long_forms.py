"""Abbreviations in a question, replaced by the names that the documents use."""

from collections.abc import Sequence

from qa.language import abbreviations, defined_abbreviations, matching_form

_DEFINES = ("称", "稱")
"""a text that defines an abbreviation contains one of these words, such as 以下简称"""


def with_long_forms(question: str, texts: Sequence[str]) -> str:
    """Return a question with its abbreviations written out; unchanged if it has none.

    Abbreviations are those of :func:`qa.language.abbreviations` and those that the texts define. An abbreviation stays
    if the first text uses it too, or if the question also has one of its long forms. Among several long forms, the one
    in most texts is used.

    Args:
        question: the question's text; if its matching form has another length, it is returned unchanged.
        texts: the texts that were found for it, the best first.
    """
    folded = matching_form(question)
    if len(folded) != len(question):
        return question
    table = {short: long for short, long in abbreviations().items() if short in folded}
    # Only fold the few texts that define an abbreviation, because folding takes longer than everything else.
    for text in (text for text in texts if any(mark in text for mark in _DEFINES)):
        table |= {s: (long,) for s, long in defined_abbreviations(matching_form(text)).items() if s in folded}
    # The longest first: 市场监管总局 before 市场监管局.
    for short in sorted(table, key=len, reverse=True):
        place = folded.find(short)
        if place < 0 or any(long in folded for long in table[short]) or (texts and short in matching_form(texts[0])):
            continue
        long = max(table[short], key=lambda name: sum(name in text for text in texts))
        question = question[:place] + long + question[place + len(short) :]
        folded = folded[:place] + long + folded[place + len(short) :]
    return question

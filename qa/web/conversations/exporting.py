"""Export a conversation as Markdown or JSON."""

import json
from collections.abc import Iterable, Iterator

from qa.citation_text import citation_line, document_citation
from qa.filter_text import filters_text
from qa.json_output import answer_record
from qa.markdown_text import markdown_line
from qa.missing_text import missing_text
from qa.small_talk_text import small_talk_text
from qa.types import Answer, AnswerKind, AnswerSentence, Citation, Listing
from qa.web.conversations.conversation import Conversation
from qa.web.escaping import without_folders
from qa.web.texts import Texts


def conversation_markdown(conversation: Conversation) -> str:
    """Return the answered questions as Markdown, each with its answer and the citations of the answer."""
    texts = conversation.texts
    return "\n".join(f"## {_title(answer)}\n\n{_noted_reply(answer, texts)}\n" for answer in conversation.answers)


def _title(answer: Answer) -> str:
    return markdown_line(" ".join(answer.question.split()))


def _noted_reply(answer: Answer, texts: Texts) -> str:
    """Return the answer as Markdown, below notes on the search and the confidence.

    The notes state how the search differed from the typed question, that it used the vectors only, or that the
    confidence is uncalibrated.
    """
    notes = (
        (texts.understood_as, answer.searched),
        (texts.also_searched, "；".join(answer.also_searched)),
        (texts.only_searched, filters_text(answer.filters, texts.filter_words) if answer.filters_from_question else ""),
    )
    shown = [f"{words}{markdown_line(note)}" for words, note in notes if note]
    shown += [texts.vectors_only] * answer.vectors_only + [texts.uncalibrated] * (not answer.calibrated)
    return "\n\n".join((*shown, _reply(answer, texts)))


def _reply(answer: Answer, texts: Texts) -> str:
    """Return the answer as Markdown; if the question asks several things, one answer below the other."""
    if answer.parts:
        return "\n\n".join(f"### {_title(part)}\n\n{_reply(part, texts)}" for part in answer.parts)
    if answer.sentence:
        degree = texts.possible if not answer.found else texts.pinned if answer.pinned else ""
        return "\n\n".join(filter(None, (degree, _quotation(answer.sentence, texts), *_later(answer, texts))))
    if answer.kind is AnswerKind.PLACES:
        places = (_cited(hit.text.splitlines(), hit.citation) for hit in answer.passages)
        return "\n\n".join((texts.word_alone, *places)) if answer.passages else texts.word_nowhere
    if answer.kind.is_small_talk:
        asks = "\n".join(f"- {markdown_line(question)}" for question in answer.suggestions)
        return "\n\n".join(filter(None, (markdown_line(small_talk_text(answer, texts.small_talk)), asks)))
    if answer.listing:
        return _listed(answer.listing, texts) if answer.listing.documents else texts.no_such_documents
    missing = missing_text(answer.missing, texts.missing).strip()
    return "\n\n".join(filter(None, (texts.not_found, markdown_line(missing))))


def _quotation(sentence: AnswerSentence, texts: Texts) -> str:
    """Return the lead and the text of a sentence as a quotation, then the number of list items, then the citation.

    The number is left out if the sentence quotes no list or the whole list.
    """
    count = texts.items_in_all.format(sentence.items) if sentence.items else ""
    return _cited((*sentence.lead.splitlines(), *sentence.text.splitlines()), sentence.citation, count)


def _cited(lines: Iterable[str], citation: Citation, below: str = "") -> str:
    """Return lines as a quotation, then the text ``below`` if it is not empty, then the citation."""
    quoted = "\n".join(f"> {markdown_line(line)}" for line in lines)
    return "\n\n".join(filter(None, (quoted, below, markdown_line(citation_line(citation)))))


def _listed(listing: Listing, texts: Texts) -> str:
    """Return a list of the documents that a question about the library asks for; state how many are left out."""
    cited = (f"- {markdown_line(citation_line(document_citation(each)))}" for each in listing.documents)
    left = listing.total - len(listing.documents)
    more = texts.more_documents.format(left) if left else ""
    return "\n\n".join(filter(None, (texts.documents_found.format(listing.total), "\n".join(cited), more)))


def _later(answer: Answer, texts: Texts) -> Iterator[str]:
    """Yield a line for each document that repeals the cited one or takes its place."""
    for later in answer.later:
        words = texts.repealed_by if later.relation == "repeals" else texts.newer_document
        separator = " " if words.endswith(":") else "："
        yield markdown_line(f"{words}{separator}{citation_line(later.citation)}")


def conversation_json(conversation: Conversation) -> str:
    """Return the answers as a JSON list of records like those of ``qa ask --json``; files are named without folders."""
    records = [answer_record(answer, str(number)) for number, answer in enumerate(conversation.answers, start=1)]
    return json.dumps(without_folders(records), ensure_ascii=False, indent=2)

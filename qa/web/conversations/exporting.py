"""Export a conversation as Markdown or JSON."""

import json

from qa.citation_text import citation_line, document_citation
from qa.json_output import answer_record
from qa.markdown_text import markdown_line
from qa.types import AnswerKind
from qa.web.conversations.conversation import Conversation
from qa.web.escaping import without_folders


def conversation_markdown(conversation: Conversation) -> str:
    """Return the answered questions as Markdown, each with its answer and the citations of the answer."""
    parts = []
    for answer in conversation.answers:
        sentence = answer.sentence
        reply = conversation.texts.not_found
        if answer.kind is AnswerKind.PLACES:
            reply = conversation.texts.word_alone if answer.passages else conversation.texts.word_nowhere
        elif answer.kind.is_small_talk:
            reply = markdown_line(conversation.texts.small_talk[answer.kind])
        elif answer.listing:
            cited = (citation_line(document_citation(document)) for document in answer.listing.documents)
            reply = "\n".join(f"- {markdown_line(line)}" for line in cited) or conversation.texts.no_such_documents
        if sentence:
            quotation = "\n".join(f"> {markdown_line(line)}" for line in sentence.text.splitlines())
            degree = (
                conversation.texts.possible if not answer.found else conversation.texts.pinned if answer.pinned else ""
            )
            reply = f"{degree}\n\n{quotation}\n\n{markdown_line(citation_line(sentence.citation))}".lstrip()
        parts.append(f"## {markdown_line(' '.join(answer.question.split()))}\n\n{reply}\n")
    return "\n".join(parts)


def conversation_json(conversation: Conversation) -> str:
    """Return the answers as a JSON list of records like those of ``qa ask --json``; files are named without folders."""
    records = [answer_record(answer, str(number)) for number, answer in enumerate(conversation.answers, start=1)]
    return json.dumps(without_folders(records), ensure_ascii=False, indent=2)

"""Make example questions from the library's own documents, and keep those that the library answers."""

import re
from collections.abc import Iterator

from qa.library import Library
from qa.types import DocumentContents

_WANTED = 4
SUGGESTIONS = 3
"""number of questions that a reply to small talk suggests"""
_ATTEMPTS = 24
"""maximum number of questions to ask in search of examples"""
_DOCUMENTS = 8
_SURE = 0.6
_NUMBER = re.compile(
    r"^(?:\d+(?:\.\d+)*(?=\s)|第[零一二三四五六七八九十百\d]+[编章节条]"
    r"|[一二三四五六七八九十]+[、是]|[（(]?[一二三四五六七八九十\d]+[)）.、])\s*"
)
_MIN_TOPIC, _MAX_TOPIC = 5, 22


def example_questions(library: Library) -> tuple[str, ...]:
    """Return up to four questions about the eight documents added last, each answered with confidence of at least 0.6.

    Questions are made from headings and header fields, by rules. At most 24 of them are asked, taken from each document
    in turn; the result is empty if none of these is answered well enough.

    Args:
        library: an open library with its model loaded.
    """
    examples: list[str] = []
    latest = [library.document(summary.id) for summary in library.documents()[-_DOCUMENTS:]]
    waiting = [iter(_questions(contents)) for contents in reversed(latest)]
    for _ in range(_ATTEMPTS):
        if not waiting or len(examples) == _WANTED:
            break
        questions = waiting.pop(0)
        question = next(questions, None)
        if question is None:
            continue
        waiting.append(questions)
        if library.ask(question, k=1).confidence >= _SURE:
            examples.append(question)
    return tuple(examples)


def _questions(contents: DocumentContents) -> Iterator[str]:
    """Yield questions that a document should answer: about its headings, then about its header fields."""
    seen = set()
    for passage in contents.passages:
        for heading in passage.heading_path[-1:]:
            topic = _NUMBER.sub("", heading).rstrip("。：:;；")
            if topic not in seen and _MIN_TOPIC <= len(topic) <= _MAX_TOPIC:
                seen.add(topic)
                yield f"{topic}，有哪些内容?"
    meta = contents.summary.metadata
    short = meta.title if len(meta.title) <= _MAX_TOPIC else "这份文件"
    if meta.document_number:
        yield f"{short}的文号是什么?"
    if meta.index_number:
        yield f"{short}的索引号是什么?"

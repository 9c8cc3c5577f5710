"""Questions to begin with, made from what the library's own documents say, and only such as it answers."""

import re
from collections.abc import Iterator

from qa.library import Library
from qa.types import DocumentContents

_WANTED = 4
_TRIED = 24
"""so many questions are asked at most to find those"""
_DOCUMENTS = 8
_SURE = 0.6
_NUMBER = re.compile(
    r"^(?:第[零一二三四五六七八九十百\d]+[编章节条]|[一二三四五六七八九十]+[、是]|[（(]?[一二三四五六七八九十\d]+[)）.、])\s*"
)
_SHORTEST, _LONGEST = 5, 22


def example_questions(library: Library) -> tuple[str, ...]:
    """Up to four questions over the latest documents, each answered with confidence; the same for the same library.

    Args:
        library: ready to be asked.
    """
    found: list[str] = []
    latest = [library.document(summary.id) for summary in library.documents()[-_DOCUMENTS:]]
    asked = [iter(_questions(contents)) for contents in reversed(latest)]
    for _ in range(_TRIED):
        if not asked or len(found) == _WANTED:
            break
        questions = asked.pop(0)
        question = next(questions, None)
        if question is None:
            continue
        asked.append(questions)
        if library.ask(question, k=1).confidence >= _SURE:
            found.append(question)
    return tuple(found)


def _questions(contents: DocumentContents) -> Iterator[str]:
    """Questions that a document should answer: after its headings, then after its header."""
    seen = set()
    for passage in contents.passages:
        for heading in passage.heading_path[-1:]:
            topic = _NUMBER.sub("", heading).rstrip("。：:;；")
            if topic not in seen and _SHORTEST <= len(topic) <= _LONGEST:
                seen.add(topic)
                yield f"{topic}，有哪些内容?"
    meta = contents.summary.metadata
    short = meta.title if len(meta.title) <= _LONGEST else "这份文件"
    if meta.document_number:
        yield f"{short}的文号是什么?"
    if meta.index_number:
        yield f"{short}的索引号是什么?"

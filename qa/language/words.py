"""Split Chinese text into the words that are indexed and searched."""

import logging
import re
import threading
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from qa.language.normalise import matching_form
from qa.language.official import DATE_WITHOUT_BLANKS, DOCUMENT_NUMBER_WORD, INDEX_NUMBER_WORD, with_round_brackets

if TYPE_CHECKING:
    from jieba import Tokenizer
    from jieba.posseg import POSTokenizer

_QUANTITY = r"\d+(?:\.\d+)?[万亿]{0,2}[%‰\u4e00-\u9fff]"
"""a number with the first character of its unit: 5.29亿元, 30平 of 30平方米"""
_WHOLE = re.compile(rf"(?P<number>{DOCUMENT_NUMBER_WORD})|{DATE_WITHOUT_BLANKS}|{_QUANTITY}|{INDEX_NUMBER_WORD}")
_WORD = re.compile(r"\w")
_LATIN_OR_DIGITS = re.compile(r"[a-z0-9.]+")

_FIELD_WORDS = ("索引号", "文号", "发文字号", "发布机构", "成文日期", "发布日期", "主题词", "发文机关")
"""the labels of a document's header, which people use in their questions"""


def words(text: str) -> list[str]:
    """Return the words of ``text`` for searching, in matching form.

    The words from jieba's search mode come first, in the order of the text and without punctuation: long words, and
    the short words inside them. Then follow document numbers, dates, quantities and index numbers (索引号), whole and
    with their punctuation (document numbers as :func:`with_round_brackets` returns them). Their parts are among the
    words from jieba.
    """
    folded = matching_form(text)
    found = [word for word in _tokenizer().cut_for_search(folded, HMM=False) if _WORD.search(word)]
    found.extend(_whole_expressions(folded))
    return found


def is_word(text: str) -> bool:
    """Return whether jieba's dictionary has ``text``, which must be in matching form."""
    return bool(_tokenizer().FREQ.get(text))


@lru_cache(maxsize=256)
def tagged_words(text: str, *, new_words: bool = False) -> tuple[tuple[str, str], ...]:
    """Return every word of ``text`` with jieba's tag for its part of speech; the words joined give ``text``.

    Cached, because several steps need the words of a question.

    Args:
        text: any text.
        new_words: whether to find words that the dictionary lacks, such as names of persons.
    """
    return tuple((pair.word, pair.flag) for pair in _tagger().cut(text, HMM=new_words))


def _whole_expressions(folded: str) -> Iterator[str]:
    """Yield document numbers, dates, quantities and index numbers whole, because jieba cuts them into pieces.

    Latin words and plain numbers are left out, because jieba keeps them whole.
    """
    for match in _WHOLE.finditer(folded):
        word = match[0]
        if not _LATIN_OR_DIGITS.fullmatch(word):
            yield with_round_brackets(word) if match["number"] else word


_lock = threading.Lock()
"""jieba loads its dictionary once; without this lock two threads would load it at the same time. Later calls do not
take the lock, because ``functools.cache`` returns the value at once."""


@cache
def _load_tokenizer() -> "Tokenizer":
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in _FIELD_WORDS:
        # The first one makes jieba load its dictionary.
        tokenizer.add_word(word)
    return tokenizer


@cache
def _tokenizer() -> "Tokenizer":
    with _lock:
        return _load_tokenizer()


@cache
def _tagger() -> "POSTokenizer":
    with _lock:
        return _load_tagger()


@cache
def _load_tagger() -> "POSTokenizer":
    from jieba.posseg import POSTokenizer

    return POSTokenizer(_load_tokenizer())

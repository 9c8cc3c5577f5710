"""Chinese text to the words that are indexed and searched."""

import logging
import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from qa.language.normalise import matching_form

if TYPE_CHECKING:
    from jieba import Tokenizer
    from jieba.posseg import POSTokenizer

_WHOLE = re.compile(
    r"""
      (?P<number>[\u4e00-\u9fff]{1,2}[\[〔(]\d{4}[\]〕)]第?\d+号)  # 明电〔2020〕1号: its issuer has no clear beginning
    | (?P<date>\d{4}年\d{1,2}月\d{1,2}日 | \d{4}年\d{1,2}月 | \d{1,2}月\d{1,2}日 | \d{4}年)
    | (?P<quantity>\d+(?:\.\d+)?[万亿]{0,2}[%‰\u4e00-\u9fff])                     # 5.29亿元
    | (?P<code>[a-z0-9][a-z0-9/_.-]*\d[a-z0-9/_.-]*[a-z0-9])         # 11440300mb2c92413c/2019-00014
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w")
_LATIN_OR_DIGITS = re.compile(r"[a-z0-9.]+")

FIELD_WORDS = ("索引号", "文号", "发文字号", "发布机构", "成文日期", "发布日期", "主题词", "发文机关")
"""the labels of a document's header, which people ask for by name"""


def words(text: str) -> list[str]:
    """The words of ``text`` for searching, in their matching form, in order.

    Jieba's search mode gives long words and the short ones inside them; document numbers, dates and quantities are
    kept whole beside their parts. Punctuation is left out.
    """
    folded = matching_form(text)
    found = [word for word in _tokenizer().cut_for_search(folded, HMM=False) if _WORD.search(word)]
    found.extend(_whole(folded))
    return found


def is_word(text: str) -> bool:
    """Whether the dictionary has ``text``, in its matching form."""
    tokenizer = _tokenizer()
    tokenizer.initialize()
    return bool(tokenizer.FREQ.get(text))


def tagged_words(text: str) -> Iterator[tuple[str, str]]:
    """The words of ``text`` as they stand there, nothing left out, each with jieba's tag for its part of speech."""
    for pair in _tagger().cut(text, HMM=False):
        yield pair.word, pair.flag


def _whole(folded: str) -> Iterator[str]:
    for match in _WHOLE.finditer(folded):
        word = match[0]
        if not _LATIN_OR_DIGITS.fullmatch(word):
            yield re.sub(r"[\[〔]", "(", word).replace("]", ")").replace("〕", ")") if match["number"] else word


_lock = threading.Lock()


@cache
def _load_tokenizer() -> "Tokenizer":
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in FIELD_WORDS:
        tokenizer.add_word(word)
    return tokenizer


def _tokenizer() -> "Tokenizer":
    with _lock:
        return _load_tokenizer()


def _tagger() -> "POSTokenizer":
    with _lock:
        return _load_tagger()


@cache
def _load_tagger() -> "POSTokenizer":
    from jieba.posseg import POSTokenizer

    return POSTokenizer(_load_tokenizer())

"""Questions and passages as the reader's tokens."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from embeddings import bundled_checkpoint
from embeddings.reader_windows import PASSAGE_TOKENS, QUESTION_TOKENS, ReaderTokenizer, padded, part_masks

_FRAME = 4
"""tokens that stand around question and passage"""


@pytest.fixture(scope="module")
def tokens() -> ReaderTokenizer:
    return ReaderTokenizer(Tokenizer.from_file(str(bundled_checkpoint() / "tokenizer.json")))


@settings(deadline=None, max_examples=40)
@given(sentences=st.integers(0, 60), title=st.text("办法通知规定", max_size=80), asked=st.integers(0, 80))
def test_windows_cover_every_token_of_a_text_and_none_is_too_long(
    tokens: ReaderTokenizer, sentences: int, title: str, asked: int
) -> None:
    text = tokens.text("".join(f"第{number}号事项由第{number}科办理。" for number in range(sentences)))
    question = tokens.question("多久" * asked)
    windows = list(tokens.windows(question, tokens.context(title, "第一章 总则"), text))
    held: list[int] = []
    for window in windows:
        inside = list(window.ids)[window.text]
        assert inside == list(text.ids[window.first : window.first + len(inside)])
        assert window.first <= (held[-1] + 1 if held else 0)
        held += range(window.first, window.first + len(inside))
        assert len(window.ids) <= QUESTION_TOKENS + PASSAGE_TOKENS + _FRAME
    assert sorted(set(held)) == list(range(len(text.ids)))
    assert len(windows) >= 1


def test_offsets_lead_from_tokens_to_characters(tokens: ReaderTokenizer) -> None:
    text = "国庆节放假7天，10月1日至7日。"
    offsets = tokens.text(text).offsets
    assert offsets[0, 0] == 0
    assert offsets[-1, 1] == len(text)
    assert np.all(offsets[:, 0] <= offsets[:, 1])


def test_a_long_title_loses_its_end_and_long_headings_their_beginning(tokens: ReaderTokenizer) -> None:
    long = "甲" * 40 + "乙" * 40
    assert tokens.context(long, "") == tokens.context("甲" * 40, "")
    assert tokens.context("", long) == tokens.context("", "乙" * 40)


def test_rows_are_padded_and_the_parts_are_marked(tokens: ReaderTokenizer) -> None:
    question = tokens.question("几天")
    short = next(tokens.windows(question, [], tokens.text("七天。")))
    long = next(tokens.windows(question, [], tokens.text("国庆节放假七天，元旦放假一天。")))
    ids, mask = padded([short, long], 64)
    assert ids.shape == mask.shape == (2, 64)
    assert mask.sum(axis=1).tolist() == [len(short.ids), len(long.ids)]
    asked, told = part_masks([short, long], 64)
    assert asked.sum(axis=1).tolist() == [len(question)] * 2
    assert not (asked * told).any()

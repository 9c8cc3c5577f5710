"""Examples as windows with the places of their answers."""

import random
from typing import Any

import pytest
from tokenizers import Tokenizer

from embeddings import bundled_checkpoint
from embeddings.reader_windows import ReaderTokenizer
from training.reader.pairs import LENGTHS, padded_length, pair, without_answers

TEXT = "各单位：现将安排通知如下。国庆节放假7天。请遵照执行，并将本通知转发至所属各单位，做好值班工作。"


@pytest.fixture(scope="module")
def tokens() -> ReaderTokenizer:
    return ReaderTokenizer(Tokenizer.from_file(str(bundled_checkpoint() / "tokenizer.json")))


def passage(text: str, *answers: str) -> dict[str, Any]:
    spans = [(text.index(answer), text.index(answer) + len(answer)) for answer in answers]
    return {"context": "通知\n一", "text": text, "spans": spans, "cosine": 0.9}


def decoded(tokens: ReaderTokenizer, window_ids: list[int]) -> str:
    return "".join(tokens._tokenizer.decode(window_ids).split())


@pytest.mark.parametrize("before", [0, 5, 60])
def test_the_window_of_a_long_passage_holds_the_answer(tokens: ReaderTokenizer, before: int) -> None:
    long = "本办法适用于全市各单位。" * before + TEXT + "其他事项另行通知。" * 40
    for seed in range(10):
        found = pair(tokens, tokens.question("放几天？"), passage(long, "7天"), random.Random(seed))
        ((start, end),) = zip(found.starts, found.ends, strict=True)
        assert "7天" in decoded(tokens, list(found.window.ids[start : end + 1]))


def test_an_answer_that_is_nearly_the_whole_passage_is_not_marked(tokens: ReaderTokenizer) -> None:
    assert not pair(tokens, tokens.question("什么？"), passage(TEXT, TEXT[2:]), random.Random(0)).starts


def test_a_passage_without_its_answer_keeps_its_other_sentences() -> None:
    left = without_answers(passage(TEXT, "7天"))
    assert left is not None
    assert left["text"] == TEXT.replace("国庆节放假7天。", "")
    assert without_answers(passage("放假7天。", "7天")) is None
    assert without_answers(passage(TEXT)) is None


def test_rows_get_one_of_the_known_lengths(tokens: ReaderTokenizer) -> None:
    windows = [pair(tokens, tokens.question("放几天？"), passage(TEXT), random.Random(0)).window]
    assert padded_length(windows) in LENGTHS

"""The reader's layers are trained, and an interrupted training continues."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch

from qa.types import Span
from training import reader as module
from training.pair_states import answer_tokens
from training.reader import ReaderTraining
from training.reader_examples import ReaderExamples, ReaderQuestion

TEXTS = ["图书馆周一闭馆。", "图书馆周日开放。", "养犬应当登记。", "停车每小时五元。"]
EXAMPLES = ReaderExamples(
    TEXTS,
    [
        ReaderQuestion("图书馆哪天休息", [0], [Span(3, 5)], [1, 2], is_held_out=False),
        ReaderQuestion("停车怎么收费", [3], [None], [2, 1], is_held_out=False),
        ReaderQuestion("图书馆有几层", [], [], [1, 0], is_held_out=False),
        ReaderQuestion("狗要不要登记", [2], [Span(4, 6)], [0], is_held_out=True),
    ],
)


def test_a_training_lowers_its_loss_and_continues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READER_SETS", {"small": 1.0})
    for name, value in {"_BATCH": 3, "_SAVED_STEPS": 2, "_LOGGED_STEPS": 2, "_WARM_UP": 1}.items():
        monkeypatch.setattr(module, name, value)
    state = tmp_path / "reader.state"
    training = ReaderTraining(2, state)
    before = {name: value.clone() for name, value in training.model.state_dict().items()}
    training.run({"small": EXAMPLES})
    assert any(not torch.equal(before[name], value) for name, value in training.model.state_dict().items())
    continued = ReaderTraining(4, state)
    for name, value in continued.model.state_dict().items():
        assert torch.equal(value, training.model.state_dict()[name])
    continued.run({"small": EXAMPLES})
    asked = continued._states.of_questions(["图书馆哪天休息"])
    pairs = [module._Pair(0, text, answers=False) for text in TEXTS[:3]]
    with torch.no_grad():
        _, relevance = continued._read(pairs, asked, random.Random(1))
    assert relevance.argmax() == 0


def test_the_tokens_of_an_answer_are_those_that_overlap_it() -> None:
    places = np.array([[0, 0], [0, 2], [2, 4], [4, 5]])
    assert answer_tokens(places, Span(3, 5)) == (2, 3)
    assert answer_tokens(places, Span(0, 2)) == (1, 1)
    assert answer_tokens(places, Span(4, 9)) is None, "the rest was not read"


def test_a_cut_passage_keeps_its_answer() -> None:
    drawn = random.Random(3)
    for first in range(0, 590, 7):
        cut = module._cut(600, (first, first + 5), drawn)
        assert cut.start <= first
        assert first + 5 < cut.stop <= 600
        assert cut.stop - cut.start == 256
    assert module._cut(100, None, drawn) == slice(0, 100)

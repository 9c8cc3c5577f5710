"""The examples and the training of the maps between questions and sentences."""

from pathlib import Path

import numpy as np
import torch

from qa.evaluation import Question
from qa.library import Library
from training.answer_projection import Projection, shares, train
from training.sentence_examples import SentenceExample, SentenceExamples, sentence_examples

_DIMENSION = 8


def _example(seed: int) -> SentenceExample:
    """Return a question whose answer resembles it in no component but has the next one."""
    chance = np.random.default_rng(seed)
    topic = seed % (_DIMENSION - 1)
    question = np.eye(_DIMENSION)[topic] + chance.normal(0, 0.05, _DIMENSION)
    sentences = np.eye(_DIMENSION)[[topic, topic + 1]] + chance.normal(0, 0.05, (2, _DIMENSION))
    sentences += 0.5 * question
    unit = sentences / np.linalg.norm(sentences, axis=1, keepdims=True)
    return SentenceExample(
        (question / np.linalg.norm(question)).astype(np.float32),
        unit.astype(np.float32),
        np.array([0, 1]),
        np.array([False, True]),
        np.zeros(2, dtype=np.float32),
        np.array([False, True]),
    )


def test_the_maps_learn_which_sentences_answer_questions_that_they_have_not_seen() -> None:
    learned_on, others = [_example(seed) for seed in range(60)], [_example(seed) for seed in range(60, 100)]
    model = Projection([learned_on])
    assert shares(model, others) == shares(None, others) == (0.0, 0.0)
    train(model, {"set": learned_on}, 40)
    assert min(shares(model, others)) > 0.8


def test_the_matrix_that_is_written_maps_vectors_as_the_model_does() -> None:
    examples = [_example(seed) for seed in range(30)]
    model = Projection([examples])
    train(model, {"set": examples}, 5)
    matrix = model.maps()["question"].float()
    vector = torch.from_numpy(examples[0].question)
    mapped = vector @ matrix[:-1] + matrix[-1]
    expected = model.question(vector).detach()
    assert torch.allclose(mapped / mapped.norm(), expected, atol=2e-3)


def test_the_examples_name_the_sentences_that_answer(plain_library: Library, tmp_path: Path) -> None:
    text = "图书馆规定\n甲县图书馆周一闭馆。借书证每张收押金五十元。\n乙县图书馆周日闭馆。"
    (tmp_path / "规定.txt").write_text(text, encoding="utf-8")
    plain_library.add(tmp_path / "规定.txt")
    asked = Question("1", "甲县图书馆的借书证押金多少", answers=("押金五十元",))
    SentenceExamples.of(list(sentence_examples(plain_library, [asked]))).save(tmp_path / "examples.npz")
    (example,) = SentenceExamples.load(tmp_path / "examples.npz")
    assert example.answers.sum() == 1
    assert example.correct[example.passage[example.answers]].all()
    assert example.sentences.shape == (len(example.answers), len(example.question))

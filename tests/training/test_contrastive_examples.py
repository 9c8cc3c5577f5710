"""The examples and the loss of the training of the layers for questions."""

import random
from pathlib import Path

import numpy as np
import torch

from qa.evaluation import Question
from qa.library import Library
from training.contrastive_examples import ContrastiveExamples, contrastive_examples
from training.query_layers import contrastive_loss, noisy


def test_the_examples_name_the_passages_that_answer(plain_library: Library, tmp_path: Path) -> None:
    for name, text in (("甲", "甲县图书馆周一闭馆。"), ("乙", "乙县图书馆周日闭馆。")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        plain_library.add(tmp_path / f"{name}.txt")
    asked = Question("1", "甲县图书馆哪天休息", answers=("周一闭馆",))
    questions = [asked, Question("2", "谁当馆长", answers=("王某",))]
    examples = contrastive_examples(plain_library, questions)
    examples.save(tmp_path / "examples.npz")
    read = ContrastiveExamples.load(tmp_path / "examples.npz")
    assert read.questions == ["甲县图书馆哪天休息"]
    vector = plain_library.ask_context.encoder.encode_queries(["甲县图书馆周一闭馆。"])[0]
    assert len(read.vectors) == len(read.texts) == 2
    assert {text.splitlines()[-1] for text in read.texts} == {"甲县图书馆周一闭馆。", "乙县图书馆周日闭馆。"}
    assert [row.tolist() for row in read.answering] == [[int(np.argmax(read.vectors @ vector))]]


def test_the_loss_falls_as_a_question_comes_nearer_to_the_passages_that_answer() -> None:
    passages = torch.eye(3)
    answering = [np.array([1, 2])]

    def loss(vector: list[float]) -> float:
        return contrastive_loss(torch.tensor([vector]), passages, answering).item()

    assert loss([0.0, 1.0, 0.0]) < loss([0.6, 0.8, 0.0]) < loss([1.0, 0.0, 0.0])
    assert abs(loss([0.0, 0.6, 0.8])) < 1e-6


def test_noise_loses_or_doubles_one_character_of_some_questions() -> None:
    question = "办理居住证要带什么"
    seen = {noisy(question, random.Random(seed)) for seed in range(200)}
    assert question in seen
    assert {len(text) - len(question) for text in seen} == {-1, 0, 1}
    assert noisy("短问", random.Random(1)) == "短问"

"""The examples and the loss of the training of the layers for passages."""

import numpy as np
import torch

from embeddings import Encoder
from training.contrastive_examples import ContrastiveExamples
from training.last_layers import LastLayers
from training.passage_layers import PassageExamples, contrastive_loss


def test_the_loss_falls_as_the_right_passage_comes_nearer() -> None:
    question, answering = torch.tensor([[1.0, 0.0]]), [np.array([7])]

    def loss(right: list[float]) -> float:
        vectors = torch.tensor([right, [0.8, 0.6]])
        return contrastive_loss(question, vectors, [7, 9], [7], answering).item()

    assert loss([1.0, 0.0]) < loss([0.8, 0.6]) < loss([0.0, 1.0])


def test_another_passage_that_answers_does_not_count() -> None:
    question, vectors = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.8, 0.6], [1.0, 0.0]])
    assert contrastive_loss(question, vectors, [7, 9], [7], [np.array([7, 9])]).item() < 1e-6
    assert contrastive_loss(question, vectors, [7, 9], [7], [np.array([7])]).item() > 1


def test_the_near_passages_of_a_question_do_not_answer_it(encoder: Encoder) -> None:
    texts = ["图书馆周一闭馆。", "图书馆周日开放。", "养犬应当登记。"]
    vectors = encoder.encode_passages(texts)
    examples = ContrastiveExamples(["图书馆哪天休息"], [np.array([0])], vectors.astype(np.float16), texts)
    (near,) = PassageExamples.of(examples, LastLayers("query: ", 32)).near
    assert near.tolist() == [1, 2]

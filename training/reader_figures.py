"""Figures of the layers that read pairs, over questions that they were not trained on."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from embeddings.joint_layers import JointLayers
from embeddings.span_reading import SpanReading
from qa.evaluation.overlap import answer_form
from training.pair_states import PairStates, padded
from training.reader_examples import ReaderQuestion

_NEAR = 5
"""maximum number of near passages that are read beside the passage that answers"""


def reader_figures(model: JointLayers, questions: Sequence[ReaderQuestion], texts: Sequence[str]) -> list[str]:
    """Return five figures; a dash for one that has no questions.

    They are: the number of questions with a passage that answers; the share of them for which this passage is more
    relevant than every near one; the share of those with a known answer whose answer is found exactly, in the form of
    ``answer_form``; the number of questions that the passage they were asked of does not answer; and the AUROC of the
    relevance of the passages that answer against these.

    Args:
        model: the layers.
        questions: the questions.
        texts: the passages.
    """
    states = PairStates()
    right, first, exact, wrong = [], [], [], []
    for question in questions:
        if not question.answering:
            if question.near:
                wrong.append(_read(model, states, question.text, [texts[question.near[0]]])[0][0])
            continue
        place = next((number for number, answer in enumerate(question.answers) if answer), 0)
        passage, answer = texts[question.answering[place]], question.answers[place]
        near = [texts[row] for row in question.near[:_NEAR]]
        relevance, found = _read(model, states, question.text, [passage, *near])
        right.append(relevance[0])
        first.append(relevance[0] > relevance[1:].max(initial=-np.inf))
        if answer:
            exact.append(answer_form(found) == answer_form(passage[answer.start : answer.end]))
    auroc = roc_auc_score([True] * len(right) + [False] * len(wrong), right + wrong) if right and wrong else None
    shares = [np.mean(first) if first else None, np.mean(exact) if exact else None]
    values = ["-" if value is None else f"{value:.3f}" for value in (*shares, auroc)]
    return [str(len(right)), *values[:2], str(len(wrong)), values[2]]


@torch.no_grad()
def _read(
    model: JointLayers, states: PairStates, question: str, passages: Sequence[str]
) -> tuple[NDArray[np.float32], str]:
    """Return the relevance of each passage, shape (passages,), and the answer found in the first."""
    asked, asked_mask = states.of_questions([question])
    found = states.of_passages(passages)
    read, mask = padded([each for each, _ in found])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        spans, relevance = model(asked.expand(len(passages), -1, -1), asked_mask.expand(len(passages), -1), read, mask)
    places = found[0][1]
    start, end, _ = SpanReading(0.0, places, spans[0, : len(places)].float().numpy()).answer()
    return relevance.float().numpy(), passages[0][start:end]

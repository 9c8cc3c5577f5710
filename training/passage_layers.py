"""Train the bundled model's last layers for passages (``embeddings/passage_layers.safetensors``).

    python -m training.passage_layers SETS --work DIR --output FILE [--steps 200] [--without NAME …]

SETS is the folder of the question sets (``PASSAGE_SETS`` in ``training/manifest.py``); their libraries, embedded
without trained layers, are kept in DIR. The vectors of the questions stay those of the layers for questions. A
question's passage is drawn towards it, and the other passages of the batch away from it (InfoNCE, van den Oord et al.,
arXiv:1807.03748): the passages of the other questions, and for each question one that is near it and does not answer. A
second term keeps a passage near its vector in the library.
``--without`` leaves sets out of training, to measure the layers on sources that they have not seen. For each of these
sets the script prints the number of questions and the share of questions whose nearest passage answers, before and
after training.

A step takes five seconds on two cores. The training state is written to FILE with the suffix ``.state`` every 50 steps;
an interrupted run continues from it.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from opencc import OpenCC
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from benchmarks.question_sets import evenly_spaced
from embeddings.simplified_characters import in_simplified_characters
from embeddings.trained_layers import QUERY_LAYERS, layers
from training.contrastive_examples import ContrastiveExamples
from training.last_layers import LastLayers, Training
from training.manifest import PASSAGE_SETS
from training.query_layers import examples_of

_SEED = 7
_BATCH, _PART = 32, 16
"""the first: number of questions of a batch; the second: number of passages encoded together, of similar length"""
_TEMPERATURE = 0.02
_KEEP = 5.0
"""weight of the mean cosine distance from the passages' vectors in the library"""
_TOKENS, _QUESTION_TOKENS = 256, 96
"""maximum number of tokens of a passage and of a question"""
_MOST_QUESTIONS = 1_500
"""maximum number of questions of a set, evenly spaced"""
_NEAREST, _HARD = 14, 10
"""the first: number of nearest passages of a question that are considered; the second: maximum number of them that are
used because they do not answer"""
_TRADITIONAL = 0.1
"""share of batches whose passages are converted to traditional characters"""
_SAVED_STEPS, _LOGGED_STEPS = 50, 10


def main() -> None:
    """Train and write the layers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    torch.manual_seed(_SEED)
    of_questions = LastLayers("query: ", _QUESTION_TOKENS)
    of_questions.load_layers(layers(QUERY_LAYERS))
    examples = {
        name: PassageExamples.of(examples_of(arguments.sets, name, arguments.work), of_questions)
        for name in PASSAGE_SETS
    }
    held_out = {name: examples.pop(name) for name in arguments.without}
    model = LastLayers("passage: ", _TOKENS)
    before = {name: first_share(model, left) for name, left in held_out.items()}
    train(model, examples, arguments.steps, arguments.output.with_suffix(".state"))
    for name, left in held_out.items():
        print(name, len(left.questions), before[name], first_share(model, left), sep="\t", flush=True)
    save_file(model.layers(), arguments.output)


@dataclass(frozen=True, slots=True)
class PassageExamples:
    """The questions of one set by their vectors, with passages that answer each and passages that do not."""

    questions: NDArray[np.float32]
    """unit vectors, shape (questions, dimension)"""
    answering: Sequence[NDArray[np.int64]]
    """for each question, the rows of the passages that answer"""
    near: Sequence[NDArray[np.int64]]
    """for each question, the rows of passages that are near it and do not answer, the nearest first; may be empty"""
    texts: Sequence[str]
    vectors: NDArray[np.float32]
    """the vectors of the passages in the library, shape (passages, dimension)"""

    @classmethod
    def of(cls, examples: ContrastiveExamples, of_questions: LastLayers) -> Self:
        """Return the examples of a set, of at most :data:`_MOST_QUESTIONS` questions.

        Args:
            examples: the questions, and the passages of their library.
            of_questions: the model with its layers for questions.
        """
        rows = evenly_spaced(range(len(examples.questions)), _MOST_QUESTIONS)
        questions = of_questions.encoded([in_simplified_characters(examples.questions[row]) for row in rows]).numpy()
        answering = [examples.answering[row] for row in rows]
        vectors = examples.vectors.astype(np.float32)
        nearest = (np.argsort(-(vectors @ question))[:_NEAREST] for question in questions)
        near = [found[~np.isin(found, right)][:_HARD] for found, right in zip(nearest, answering, strict=True)]
        return cls(questions, answering, near, examples.texts, vectors)


def first_share(model: LastLayers, examples: PassageExamples) -> float:
    """Return the share of questions whose nearest passage answers."""
    nearest = (examples.questions @ model.encoded(examples.texts).numpy().T).argmax(axis=1)
    return float(np.mean([row in rows for row, rows in zip(nearest, examples.answering, strict=True)]))


def train(model: LastLayers, examples: Mapping[str, PassageExamples], steps: int, state: Path) -> None:
    """Train the last layers.

    Args:
        model: the model, which is changed in place.
        examples: the examples by the name of their set; ``PASSAGE_SETS`` has the relative frequency of each set.
        steps: number of batches, each of one set.
        state: the file of the training state.
    """
    training = Training(model, steps, state)
    names, losses = list(examples), []
    in_traditional = OpenCC("s2t").convert
    while training.taken < steps:
        drawn = random.Random(f"{_SEED}/{training.taken}")
        (name,) = drawn.choices(names, [PASSAGE_SETS[each] for each in names])
        chosen = examples[name]
        rows = drawn.sample(range(len(chosen.questions)), min(_BATCH, len(chosen.questions)))
        right = [drawn.choice(chosen.answering[row].tolist()) for row in rows]
        wrong = [drawn.choice(chosen.near[row].tolist()) for row in rows if len(chosen.near[row])]
        # Passages of similar length are encoded together, so that there is little padding.
        passages = sorted({*right, *wrong}, key=lambda passage: len(chosen.texts[passage]))
        is_traditional = drawn.random() < _TRADITIONAL
        texts = [in_traditional(chosen.texts[each]) if is_traditional else chosen.texts[each] for each in passages]
        vectors = torch.cat([model(texts[at : at + _PART]) for at in range(0, len(texts), _PART)])
        questions = torch.from_numpy(chosen.questions[rows])
        loss = contrastive_loss(questions, vectors, passages, right, [chosen.answering[row] for row in rows])
        away = 1 - (vectors * torch.from_numpy(chosen.vectors[passages])).sum(dim=1).mean()
        training.step(loss + _KEEP * away)
        losses.append((loss.item(), away.item()))
        if training.taken % _LOGGED_STEPS == 0:
            mean_loss, mean_away = np.mean(losses[-_LOGGED_STEPS:], axis=0)
            print(f"step {training.taken}\tloss {mean_loss:.3f}\tdistance {mean_away:.4f}", flush=True)
        if training.taken % _SAVED_STEPS == 0:
            training.save()


def contrastive_loss(
    questions: Tensor,
    vectors: Tensor,
    passages: Sequence[int],
    right: Sequence[int],
    answering: Sequence[NDArray[np.int64]],
) -> Tensor:
    """Return the mean negative log-likelihood of drawing the right passage of each question.

    Args:
        questions: the vectors of the questions, shape (questions, dimension).
        vectors: the vectors of the passages, shape (passages, dimension).
        passages: the row of each passage in its set.
        right: for each question, the row of the passage to draw.
        answering: for each question, the rows of all passages that answer; those other than ``right`` do not count.
    """
    similarities = questions @ vectors.T / _TEMPERATURE
    place = {row: number for number, row in enumerate(passages)}
    others = torch.zeros_like(similarities)
    for number, (one, rows) in enumerate(zip(right, answering, strict=True)):
        for row in rows.tolist():
            if row in place and row != one:
                others[number, place[row]] = -torch.inf
    return functional.cross_entropy(similarities + others, torch.tensor([place[row] for row in right]))


if __name__ == "__main__":
    main()

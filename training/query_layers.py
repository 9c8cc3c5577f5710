"""Train the bundled model's last layers for questions (``embeddings/query_layers.safetensors``).

    python -m training.query_layers SETS --work DIR --output FILE [--steps 150] [--without NAME …]

SETS is the folder of the question sets (``QUERY_SETS`` in ``training/manifest.py``); their libraries, embedded without
trained layers, are kept in DIR.
Only the last layers change, and only for questions: the vectors of the passages stay as they are. A question is drawn
towards the passages that answer it and away from all other passages of its set (InfoNCE, van den Oord et al.,
arXiv:1807.03748, with several positives); a second term keeps its vector near the original one. ``--without`` leaves
sets out of training, to measure the layers on sources that they have not seen. For each of these sets the script
prints the number of questions and the share of questions whose nearest passage answers, before and after training.

A step takes a second on two cores. The training state is written to FILE with the suffix ``.state`` every 50 steps; an
interrupted run continues from it.
"""

import argparse
import copy
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor

from benchmarks.question_sets import fill_library
from embeddings import Encoder, bundled_checkpoint
from embeddings.eight_bits import in_eight_bits
from qa.library import Library
from training.contrastive_examples import ContrastiveExamples, contrastive_examples
from training.last_layers import LastLayers, Training
from training.manifest import QUERY_SETS
from training.set_files import read_set

_SEED = 7
_BATCH = 48
_TEMPERATURE = 0.02
_KEEP = 20.0
"""weight of the mean cosine distance from the questions' original vectors"""
_NOISE = 0.15
"""share of questions of at least six characters in which a character is lost or doubled"""
_TOKENS = 96
_SAVED_STEPS, _LOGGED_STEPS = 50, 25


def main() -> None:
    """Train and write the layers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    torch.manual_seed(_SEED)
    examples = {name: examples_of(arguments.sets, name, arguments.work) for name in QUERY_SETS}
    held_out = {name: examples.pop(name) for name in arguments.without}
    model = LastLayers("query: ", _TOKENS)
    before = {name: first_share(model, left) for name, left in held_out.items()}
    train(model, examples, arguments.steps, arguments.output.with_suffix(".state"))
    for name, left in held_out.items():
        print(name, len(left.questions), before[name], first_share(model, left), sep="\t", flush=True)
    save_file(in_eight_bits(model.layers()), arguments.output)


def examples_of(sets: Path, name: str, work: Path) -> ContrastiveExamples:
    """Return the examples of a set; the first time, fill its library."""
    path = work / f"{name}-contrastive.npz"
    if not path.exists():
        asked, documents = read_set(sets, work, name)
        # The folder of the checkpoint names the model without trained layers.
        with Library.open(work / "plain_libraries" / name, encoder=Encoder(bundled_checkpoint())) as library:
            fill_library(library, documents, asked)
            dependent = dependent_questions(sets / name / "queries.jsonl")
            answerable = (each for each in asked.questions if each.is_judged and each.is_answerable)
            contrastive_examples(library, (each for each in answerable if each.text not in dependent)).save(path)
    return ContrastiveExamples.load(path)


def dependent_questions(path: Path) -> frozenset[str]:
    """Return those questions of a ``queries.jsonl`` that need their passage to be understood (``ctxdep``)."""
    if not path.exists():
        return frozenset()
    with path.open(encoding="utf-8") as lines:
        return frozenset(row["text"] for row in map(json.loads, lines) if row.get("ctxdep"))


def first_share(model: LastLayers, examples: ContrastiveExamples) -> float:
    """Return the share of questions whose nearest passage answers."""
    nearest = (model.encoded(examples.questions) @ _passages(examples).T).argmax(dim=1).tolist()
    return float(np.mean([row in rows for row, rows in zip(nearest, examples.answering, strict=True)]))


def train(model: LastLayers, examples: Mapping[str, ContrastiveExamples], steps: int, state: Path) -> None:
    """Train the last layers.

    Args:
        model: the model, which is changed in place.
        examples: the examples by the name of their set; ``QUERY_SETS`` has the relative frequency of each set.
        steps: number of batches, each of one set.
        state: the file of the training state.
    """
    before = copy.deepcopy(model)
    passages = {name: _passages(each) for name, each in examples.items()}
    training = Training(model, steps, state)
    names, losses = list(examples), []
    while training.taken < steps:
        drawn = random.Random(f"{_SEED}/{training.taken}")
        (name,) = drawn.choices(names, [QUERY_SETS[each] for each in names])
        rows = drawn.sample(range(len(examples[name].questions)), min(_BATCH, len(examples[name].questions)))
        questions = [examples[name].questions[row] for row in rows]
        vectors = model([noisy(question, drawn) for question in questions])
        answering = [examples[name].answering[row] for row in rows]
        away = 1 - (vectors * before.encoded(questions)).sum(dim=1).mean()
        loss = contrastive_loss(vectors, passages[name], answering) + _KEEP * away
        training.step(loss)
        losses.append(loss.item())
        if training.taken % _LOGGED_STEPS == 0:
            print(f"step {training.taken}\tloss {np.mean(losses[-_LOGGED_STEPS:]):.3f}", flush=True)
        if training.taken % _SAVED_STEPS == 0:
            training.save()


def contrastive_loss(vectors: Tensor, passages: Tensor, answering: Sequence[NDArray[np.int64]]) -> Tensor:
    """Return the mean negative log-likelihood of drawing a passage that answers.

    Args:
        vectors: the questions' vectors, shape (questions, dimension).
        passages: the vectors of all passages, shape (passages, dimension).
        answering: for each question, the rows of the passages that answer.
    """
    similarities = vectors @ passages.T / _TEMPERATURE
    right = [torch.logsumexp(row[rows], dim=0) for row, rows in zip(similarities, answering, strict=True)]
    return (torch.logsumexp(similarities, dim=1) - torch.stack(right)).mean()


def noisy(question: str, drawn: random.Random) -> str:
    """Return a question in which a random character may be missing or doubled, to imitate typing errors.

    A question of fewer than six characters is returned unchanged.
    """
    if len(question) < 6 or drawn.random() > _NOISE:
        return question
    at = drawn.randrange(len(question))
    return question[:at] + drawn.choice(("", question[at] * 2)) + question[at + 1 :]


def _passages(examples: ContrastiveExamples) -> Tensor:
    return torch.from_numpy(examples.vectors.astype(np.float32))


if __name__ == "__main__":
    main()

"""Learn the maps that compare a question with sentences (``embeddings/answer_projection.safetensors``).

    python -m training.answer_projection SETS --work DIR --output FILE [--steps 1500] [--without NAME …]

SETS is the folder of the question sets (``SENTENCE_SETS`` in ``training/manifest.py``); libraries and examples are kept
in DIR. A map is the identity plus a product of two narrow matrices, and an offset. The loss has three terms. Two are
listwise losses (Cao et al., ICML 2007): over the passages of a question, where the score of a passage is its score in
the ranking plus the weighted cosine of its best sentence; and over all sentences of these passages, scored in the same
way. The third term keeps the mapped vectors near the original ones.

Prints two shares for each development set and each set left out with ``--without``, before and after training: the
questions whose first passage answers, and the questions whose nearest sentence in that passage answers. Training takes
a minute; computing the examples takes a few minutes for each set.
"""

import argparse
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from benchmarks.question_sets import evenly_spaced, fill_library
from embeddings import Encoder
from qa.answering.sentence_reader import COSINE_WEIGHT
from qa.library import Library
from training.manifest import SENTENCE_DEVELOPMENT_SETS, SENTENCE_SETS
from training.sentence_examples import SentenceExample, SentenceExamples, sentence_examples
from training.set_files import read_set

_SEED = 7
_RANK = 128
_BATCH, _WARM_UP, _RATE, _WEIGHT_DECAY = 32, 30, 1e-3, 0.01
_KEEP = 10.0
"""weight of the mean cosine distance from the original vectors"""
_SCALE = 10.0
"""factor of the deviations from the mean vector, so that the matrices learn at the usual rate"""
_LOGGED_STEPS = 100


def main() -> None:
    """Learn and write the maps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    limits = {**SENTENCE_SETS, **SENTENCE_DEVELOPMENT_SETS}
    examples = {name: list(examples_of(arguments.sets, name, arguments.work, limits[name])) for name in limits}
    learned_on = {name: examples[name] for name in SENTENCE_SETS if name not in arguments.without}
    model = Projection(learned_on.values())
    train(model, learned_on, arguments.steps)
    for name in [*arguments.without, *SENTENCE_DEVELOPMENT_SETS]:
        before, after = shares(None, examples[name]), shares(model, examples[name])
        print(name, len(examples[name]), *(f"{share:.3f}" for share in (*before, *after)), sep="\t", flush=True)
    save_file(model.maps(), arguments.output)


def examples_of(sets: Path, name: str, work: Path, limit: int) -> SentenceExamples:
    """Return the examples of a set; the first time, fill its library and encode the sentences.

    Args:
        sets: the folder of the question sets.
        name: the name of the set.
        work: the folder that keeps the libraries and the examples.
        limit: maximum number of questions, evenly spaced among those with gold answers; 0 for all.
    """
    path = work / f"{name}-sentences.npz"
    if not path.exists():
        asked, documents = read_set(sets, work, name)
        with Library.open(work / "libraries" / name, encoder=Encoder()) as library:
            fill_library(library, documents, asked)
            questions = evenly_spaced([each for each in asked.questions if each.answers], limit)
            SentenceExamples.of(list(sentence_examples(library, questions))).save(path)
    return SentenceExamples.load(path)


class Projection(torch.nn.Module):
    """The two trainable maps, for questions and for sentences.

    Args:
        sets: the examples of each set; the mean vectors are computed from the first 300 of each.
    """

    def __init__(self, sets: Iterable[Sequence[SentenceExample]]) -> None:
        super().__init__()
        torch.manual_seed(_SEED)
        examples = [example for each in sets for example in each[:300]]
        self.question = _Map(np.stack([each.question for each in examples]))
        self.sentence = _Map(np.concatenate([each.sentences for each in examples]))

    def forward(self, example: SentenceExample) -> tuple[Tensor, Tensor]:
        """Return the cosine of each sentence with the question, shape (sentences,), and how far the maps move vectors.

        The second value is a sum: the cosine distance between the question's vector before and after its map, and the
        mean of this distance over the sentences.
        """
        question, sentences = torch.from_numpy(example.question), torch.from_numpy(example.sentences)
        mapped, answers = self.question(question), self.sentence(sentences)
        moved = 1 - mapped @ question + (1 - (answers * sentences).sum(dim=1)).mean()
        return answers @ mapped, moved

    @torch.no_grad()
    def maps(self) -> dict[str, Tensor]:
        """Return the maps in 16 bits, each of shape (dimension + 1, dimension); the last row is the offset."""
        maps = {"question": self.question, "sentence": self.sentence}
        return {name: map_.matrix().half().contiguous() for name, map_ in maps.items()}


class _Map(torch.nn.Module):
    def __init__(self, vectors: np.ndarray) -> None:
        super().__init__()
        dimension = vectors.shape[1]
        self.mean: Tensor
        self.register_buffer("mean", torch.from_numpy(vectors.mean(axis=0)))
        self.narrow = torch.nn.Linear(dimension, _RANK)
        self.wide = torch.nn.Linear(_RANK, dimension)
        torch.nn.init.zeros_(self.wide.weight)
        torch.nn.init.zeros_(self.wide.bias)

    def forward(self, vectors: Tensor) -> Tensor:
        """Return the mapped vectors with length 1, in the same shape (…, dimension)."""
        return functional.normalize(vectors + self._change(vectors), dim=-1)

    def matrix(self) -> Tensor:
        """Return the map as a matrix, shape (dimension + 1, dimension); its last row is the offset."""
        identity = torch.eye(len(self.mean))
        offset = self._change(torch.zeros_like(self.mean))
        return torch.cat([identity + self._change(identity) - offset, offset[None]])

    def _change(self, vectors: Tensor) -> Tensor:
        changed: Tensor = self.wide(self.narrow((vectors - self.mean) * _SCALE))
        return changed


def train(model: Projection, sets: Mapping[str, Sequence[SentenceExample]], steps: int) -> None:
    """Train the model in place on the examples in which a sentence answers.

    A set is drawn with a probability proportional to the square root of its number of these examples.
    """
    usable = {name: [each for each in examples if each.answers.any()] for name, examples in sets.items()}
    names = [name for name, examples in usable.items() if examples]
    weights = [len(usable[name]) ** 0.5 for name in names]
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=_WEIGHT_DECAY)
    drawn, losses = random.Random(_SEED), []
    for step in range(steps):
        batch = [drawn.choice(usable[name]) for name in drawn.choices(names, weights, k=_BATCH)]
        loss = torch.stack([_loss(model, example) for example in batch]).mean()
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min((step + 1) / _WARM_UP, max(0.05, 1 - step / steps))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if (step + 1) % _LOGGED_STEPS == 0:
            print(f"step {step + 1}\tloss {np.mean(losses[-_LOGGED_STEPS:]):.3f}", flush=True)


def _loss(model: Projection, example: SentenceExample) -> Tensor:
    cosines, moved = model(example)
    scores, passage = torch.from_numpy(example.scores), torch.from_numpy(example.passage)
    read = COSINE_WEIGHT * cosines
    passages = scores + _highest(read, passage, len(scores))
    sentences = scores[passage] + read
    return (
        _surprise(passages, torch.from_numpy(example.correct))
        + _surprise(sentences, torch.from_numpy(example.answers))
        + _KEEP * moved
    )


def _surprise(scores: Tensor, right: Tensor) -> Tensor:
    """Return the negative log-likelihood of drawing one of the ``right`` items from the softmax of the scores."""
    return torch.logsumexp(scores, dim=0) - torch.logsumexp(scores[right], dim=0)


def _highest(values: Tensor, group: Tensor, groups: int) -> Tensor:
    """Return the highest value of each group, shape (groups,)."""
    return torch.full((groups,), -torch.inf).scatter_reduce(0, group, values, "amax")


@torch.no_grad()
def shares(model: Projection | None, examples: Sequence[SentenceExample]) -> tuple[float, float]:
    """Return the share of questions whose first passage answers, and the share whose nearest sentence in it answers.

    Args:
        model: ``None`` compares the vectors as they are.
        examples: the questions.
    """
    passages, sentences = 0, 0
    for example in examples:
        cosines = model(example)[0] if model else torch.from_numpy(example.sentences @ example.question)
        passage = torch.from_numpy(example.passage)
        read = _highest(COSINE_WEIGHT * cosines, passage, len(example.scores))
        first = int((torch.from_numpy(example.scores) + read).argmax())
        own = passage == first
        passages += bool(example.correct[first])
        sentences += bool(example.answers[own.numpy()][int(cosines[own].argmax())])
    return passages / len(examples), sentences / len(examples)


if __name__ == "__main__":
    main()

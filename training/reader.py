"""Train the layers that read a question together with a passage (``embeddings/reader.safetensors``).

    python -m training.reader SETS --work DIR --output FILE [--steps 1700] [--without NAME …]

SETS is the folder of the question sets (``READER_SETS`` in ``training/manifest.py``); their libraries and vectors are
kept in DIR. The bundled model's first layers read the question and the passages apart and are not trained. The loss has
three terms: the cross-entropy of the answer's first and last token in a passage that answers; the listwise loss of this
passage among near ones that do not answer; and the cross-entropy of whether a passage answers. The questions of a part
of the passages are held out. After training, the script prints figures of each set over its held-out questions
(:func:`training.reader_figures.reader_figures`), or over all questions of a set left out with ``--without``.

A step of 16 questions takes four to six seconds on two cores. The training state is written to FILE with the suffix
``.state`` every 100 steps; an interrupted run continues from it.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional
from transformers import BertModel

from benchmarks.question_sets import evenly_spaced
from embeddings import bundled_checkpoint
from embeddings.eight_bits import in_eight_bits
from embeddings.halved_model import SPLIT
from embeddings.joint_layers import JointLayers
from embeddings.trained_layers import PASSAGE_LAYERS, QUERY_LAYERS, layers
from training.last_layers import LastLayers
from training.manifest import READER_SETS
from training.pair_states import PairStates, answer_tokens, padded
from training.reader_examples import ReaderExamples, ReaderQuestion, reader_examples
from training.reader_figures import reader_figures

_SEED = 7
_BATCH, _PART, _WRONG = 16, 16, 2
"""number of questions of a batch; number of pairs read together; number of passages that do not answer, a question"""
_PASSAGE_TOKENS, _BEFORE = 256, 8
"""maximum number of tokens of a passage in training, and how many tokens before and after an answer are kept"""
_RATE, _HEAD_RATE, _WARM_UP, _LEAST_RATE = 1.5e-4, 1e-3, 60, 0.03
_WEIGHT_DECAY = 0.01
_RIGHT = 1.5
"""weight of a passage that answers in the third term of the loss"""
_OWN, _NOISE = 0.6, 0.1
"""share of the unanswerable questions that are asked of their own passage; share of questions with a typing error"""
_SHORTEST_NOISY = 6
_NEARER = 1.5
"""exponent by which near passages are drawn more often than farther ones"""
_QUESTION_TOKENS = 96
_SAVED_STEPS, _LOGGED_STEPS = 100, 25
_MEASURED = 300
"""maximum number of held-out questions of a set that are measured"""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A question of the batch with a passage."""

    question: int
    """number of the question in the batch"""
    text: str
    """the passage"""
    answers: bool
    answer: tuple[int, int] | None = None
    """the first and the last token of the answer, if they are known"""


def main() -> None:
    """Train and write the layers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1700)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    torch.manual_seed(_SEED)
    of_questions = LastLayers("query: ", _QUESTION_TOKENS)
    of_questions.load_layers(layers(QUERY_LAYERS))
    examples = {name: reader_examples(arguments.sets, name, arguments.work, of_questions) for name in READER_SETS}
    training = ReaderTraining(arguments.steps, arguments.output.with_suffix(".state"))
    training.run({name: each for name, each in examples.items() if name not in arguments.without})
    save_file(in_eight_bits(training.model.state_dict()), arguments.output)
    for name, each in examples.items():
        questions = each.questions if name in arguments.without else [one for one in each.questions if one.is_held_out]
        print(
            name, *reader_figures(training.model, evenly_spaced(questions, _MEASURED), each.texts), sep="\t", flush=True
        )


def new_layers() -> JointLayers:
    """Return the layers before training: the layers for passages, with new outputs."""
    bert = BertModel.from_pretrained(
        bundled_checkpoint(), add_pooling_layer=False, dtype=torch.float32, local_files_only=True
    )
    bert.encoder.layer.load_state_dict(layers(PASSAGE_LAYERS), strict=False)
    # Without dropout: each example is seen about once.
    return JointLayers(bert.encoder.layer[SPLIT:], bert.config.hidden_size).eval()


class ReaderTraining:
    """A training of the reader's layers that can be interrupted.

    Args:
        steps: number of batches of the whole training, each of one set.
        state: the file of the training state; if it exists, the training continues from it.
    """

    def __init__(self, steps: int, state: Path) -> None:
        self.model = new_layers()
        self._steps, self._state, self._taken = steps, state, 0
        self._states = PairStates()
        own = list(self.model.layers.parameters())
        heads = [each for name, each in self.model.named_parameters() if not name.startswith("layers.")]
        groups = [{"params": own, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=_WEIGHT_DECAY, betas=(0.9, 0.98))
        self._drawn: dict[str, int] = {}
        """number of batches drawn of each set"""
        if state.exists():
            saved = torch.load(state, weights_only=True)
            self.model.load_state_dict(saved["model"])
            self._optimizer.load_state_dict(saved["optimizer"])
            self._taken, self._drawn = saved["step"], saved["drawn"]

    def run(self, examples: Mapping[str, ReaderExamples]) -> None:
        """Train to the last step.

        Args:
            examples: the examples by the name of their set; ``READER_SETS`` has the relative frequency of each set.
        """
        names, logged = list(examples), []
        usable = {name: [each for each in examples[name].questions if not each.is_held_out] for name in names}
        while self._taken < self._steps:
            drawn = random.Random(f"{_SEED}/{self._taken}")
            (name,) = drawn.choices(names, [READER_SETS[each] for each in names])
            questions = self._draw(name, usable[name])
            logged.append(self._step(questions, examples[name].texts, drawn))
            if self._taken % _LOGGED_STEPS == 0:
                spans, order, whether = np.nanmean(logged[-_LOGGED_STEPS:], axis=0)
                print(f"step {self._taken}\tspan {spans:.3f}\torder {order:.3f}\twhether {whether:.3f}", flush=True)
            if self._taken % _SAVED_STEPS == 0:
                self._save()

    def _draw(self, name: str, questions: Sequence[ReaderQuestion]) -> list[ReaderQuestion]:
        """Return the next questions of a set; each is drawn once before any is drawn again."""
        in_turn = max(1, len(questions) // _BATCH)
        turn, batch = divmod(self._drawn.get(name, 0), in_turn)
        self._drawn[name] = self._drawn.get(name, 0) + 1
        order = list(range(len(questions)))
        random.Random(f"{name}/{turn}").shuffle(order)
        return [questions[number] for number in order[batch * _BATCH : (batch + 1) * _BATCH]]

    def _step(
        self, questions: Sequence[ReaderQuestion], texts: Sequence[str], drawn: random.Random
    ) -> tuple[float, float, float]:
        """Take a step; return the three terms of the loss, NaN for one without examples."""
        pairs = [pair for number, each in enumerate(questions) for pair in self._pairs(number, each, texts, drawn)]
        asked = self._states.of_questions([_noisy(each.text, drawn) for each in questions])
        spans, relevance = self._read(pairs, asked, drawn)
        right = torch.tensor([float(pair.answers) for pair in pairs])
        weights = torch.where(right > 0, _RIGHT, 1.0)
        whether = functional.binary_cross_entropy_with_logits(relevance, right, weight=weights)
        orders = _orders(pairs, relevance)
        terms = [torch.stack(each).mean() if each else None for each in (spans, orders)]
        left = max(_LEAST_RATE, 1 - self._taken / self._steps)
        for group, rate in zip(self._optimizer.param_groups, (_RATE, _HEAD_RATE), strict=True):
            group["lr"] = rate * min((self._taken + 1) / _WARM_UP, left)
        self._optimizer.zero_grad(set_to_none=True)
        sum((term for term in terms if term is not None), whether).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        self._taken += 1
        first, second = (term.item() if term is not None else np.nan for term in terms)
        return first, second, whether.item()

    def _pairs(self, number: int, question: ReaderQuestion, texts: Sequence[str], drawn: random.Random) -> list[_Pair]:
        """Return a question's pairs: a passage that answers, if there is one, and passages that do not."""
        pairs, near = [], list(question.near)
        if question.answering:
            place = drawn.randrange(len(question.answering))
            if question.answers[place] is None and any(question.answers):
                place = drawn.choice([other for other, answer in enumerate(question.answers) if answer])
            text, answer = texts[question.answering[place]], question.answers[place]
            ((_, places),) = self._states.of_passages([text])
            pairs.append(_Pair(number, text, answers=True, answer=answer_tokens(places, answer) if answer else None))
        elif near and drawn.random() < _OWN:
            others = drawn.sample(near[1:], min(len(near) - 1, _WRONG - 1))
            return [_Pair(number, texts[row], answers=False) for row in (near[0], *others)]
        wrong: set[int] = set()
        while len(wrong) < min(len(near), _WRONG):
            wrong.add(near[min(int(drawn.random() ** _NEARER * len(near)), len(near) - 1)])
        return pairs + [_Pair(number, texts[row], answers=False) for row in sorted(wrong)]

    def _read(
        self, pairs: Sequence[_Pair], asked: tuple[Tensor, Tensor], drawn: random.Random
    ) -> tuple[list[Tensor], Tensor]:
        """Return the loss of each answer that was read, and the relevance of each pair, shape (pairs,)."""
        passages = [states for states, _ in self._states.of_passages([pair.text for pair in pairs])]
        cuts = [_cut(len(states), pair.answer, drawn) for states, pair in zip(passages, pairs, strict=True)]
        order = sorted(range(len(pairs)), key=lambda row: cuts[row].stop - cuts[row].start)
        losses: list[Tensor] = []
        relevance: list[Tensor] = [torch.zeros(())] * len(pairs)
        for at in range(0, len(order), _PART):
            part = order[at : at + _PART]
            read, mask = padded([passages[row][cuts[row]] for row in part])
            rows = [pairs[row].question for row in part]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                spans, found = self.model(asked[0][rows], asked[1][rows], read, mask)
            for number, row in enumerate(part):
                relevance[row] = found[number]
                answer = pairs[row].answer
                if answer and cuts[row].start <= answer[0] and answer[1] < cuts[row].stop:
                    wanted = torch.tensor(answer) - cuts[row].start
                    losses.append(functional.cross_entropy(spans[number].T, wanted))
        return losses, torch.stack(relevance)

    def _save(self) -> None:
        torch.save(
            {
                "model": self.model.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "step": self._taken,
                "drawn": self._drawn,
            },
            self._state,
        )


def _orders(pairs: Sequence[_Pair], relevance: Tensor) -> list[Tensor]:
    """Return for each question with a passage that answers and others the surprise at drawing this passage."""
    losses = []
    for number in dict.fromkeys(pair.question for pair in pairs):
        rows = [row for row, pair in enumerate(pairs) if pair.question == number]
        if pairs[rows[0]].answers and len(rows) > 1:
            losses.append(torch.logsumexp(relevance[rows], dim=0) - relevance[rows[0]])
    return losses


def _cut(tokens: int, answer: tuple[int, int] | None, drawn: random.Random) -> slice:
    """Return which tokens of a passage to read, at most :data:`_PASSAGE_TOKENS`, with the whole answer if possible."""
    most = tokens - _PASSAGE_TOKENS
    if most <= 0:
        return slice(0, tokens)
    if answer:
        first = max(0, answer[1] - _PASSAGE_TOKENS + _BEFORE)
        last = min(most, max(0, answer[0] - _BEFORE))
        start = min(max(0, drawn.randint(min(first, last), max(first, last))), most)
    else:
        start = drawn.choice([0, most, drawn.randint(0, most)])
    return slice(start, start + _PASSAGE_TOKENS)


def _noisy(question: str, drawn: random.Random) -> str:
    """Return a question, sometimes with a character lost or doubled."""
    if len(question) < _SHORTEST_NOISY or drawn.random() >= _NOISE:
        return question
    place = drawn.randrange(len(question))
    kept = question[place] * 2 if drawn.random() < 0.5 else ""
    return question[:place] + kept + question[place + 1 :]


if __name__ == "__main__":
    main()

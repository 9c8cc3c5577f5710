"""A run as one page of HTML that needs nothing else: table, curves, groups, failures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from urllib.parse import quote

from qa.evaluation.curves import Curves
from qa.evaluation.failures import Failure
from qa.evaluation.labels import made_by_lines, metric_label
from qa.evaluation.outcomes import Outcome
from qa.evaluation.questions import type_of
from qa.evaluation.relevance import Relevance
from qa.evaluation.result import Result
from qa.messages import Message

_TEMPLATE = Path(__file__).with_name("report.html")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 320, 220, 40, 30


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve to be drawn: points with both coordinates between 0 and 1, and what stands at the axes."""

    title: str
    x: str
    y: str
    points: tuple[tuple[float, float], ...]
    ticks: tuple[tuple[float, str], ...] = ((0.0, "0"), (0.5, ".5"), (1.0, "1"))
    diagonal: bool = False

    @property
    def path(self) -> str:
        """The points as an SVG polyline has them."""
        return " ".join(f"{self.at_x(x):.1f},{self.at_y(y):.1f}" for x, y in self.points)

    @staticmethod
    def at_x(value: float) -> float:
        """Where a value stands from the left, in pixels."""
        return _LEFT + value * (_WIDTH - _LEFT - 10)

    @staticmethod
    def at_y(value: float) -> float:
        """Where a value stands from the top, in pixels."""
        return _HEIGHT - _BOTTOM - value * (_HEIGHT - _BOTTOM - 10)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one type, or about one document; a share is ``None`` where there are no questions for it."""

    name: str
    answerable: int
    right: float | None
    """of how many of these the first passage answers"""
    refused: float | None
    """how many of these got no answer"""
    unanswerable: int
    refused_rightly: float | None
    """how many of these got none"""


def report_html(
    result: Result,
    outcomes: Sequence[Outcome],
    failures: Sequence[Failure],
    relevance: Relevance,
    *,
    address: str = "",
    language: str = "zh-CN",
    say: Callable[[str], str] = str,
) -> str:
    """The page.

    Args:
        result: of the run.
        outcomes: of the run.
        failures: of the run, to be shown first.
        relevance: of the library that answered.
        address: of the chat in which a question can be opened; without it there are no links.
        language: of the page, as in its ``lang``.
        say: gives what the page says of itself, Chinese as it is made, in that language.
    """
    from jinja2 import Environment, StrictUndefined

    # Escapes whatever comes from documents and questions.
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"label": lambda name: say(metric_label(name)), "said": say}
    environment.globals["say"] = lambda template, **values: say(Message(template, **values))
    judged = [outcome for outcome in outcomes if outcome.question.is_judged]
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8")).render(
        result=result,
        failures=failures,
        curves=_drawn(result.curves),
        made_by=made_by_lines(result.made_by),
        language=language,
        texts={outcome.question.id: outcome.question.text for outcome in outcomes},
        is_answered=result.made_by["settings"]["mix"] == "both",
        by_type=_groups(judged, lambda outcome: [type_of(outcome.question)], relevance),
        by_document=_groups([one for one in judged if one.question.is_answerable], _documents, relevance),
        link=lambda question: f"{address}?question={quote(question)}" if address else "",
        width=_WIDTH,
        height=_HEIGHT,
    )


def _drawn(curves: Curves) -> list[Curve]:
    drawn = []
    if curves.recall:
        last = len(curves.recall) - 1
        points = tuple((n / last, value) for n, (_, value) in enumerate(curves.recall))
        ticks = tuple((n / last, str(k)) for n, (k, _) in enumerate(curves.recall))
        drawn.append(Curve(Message("前 k 段里有答案"), "k", Message("比例"), points, ticks))
    if curves.risk_coverage:
        share, wrong = Message("回答的比例"), Message("答错的比例")
        drawn.append(Curve(Message("风险—覆盖"), share, wrong, curves.risk_coverage))
    if curves.reliability:
        drawn.append(
            Curve(Message("可靠性"), Message("把握"), Message("答对的比例"), curves.reliability, diagonal=True)
        )
    return drawn


def _documents(outcome: Outcome) -> Sequence[str]:
    question = outcome.question
    return list(dict.fromkeys((*question.documents, *(passage.document for passage in question.passages))))


def _groups(
    outcomes: Sequence[Outcome], names: Callable[[Outcome], Sequence[str]], relevance: Relevance
) -> list[Group]:
    """The outcomes by name, the worst first."""
    grouped: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for name in names(outcome):
            grouped[name].append(outcome)
    found = [_group(name, members, relevance) for name, members in grouped.items()]
    return sorted(found, key=lambda group: (group.right is None, group.right or 0.0, -group.answerable, group.name))


def _group(name: str, members: Sequence[Outcome], relevance: Relevance) -> Group:
    answerable = [outcome for outcome in members if outcome.question.is_answerable]
    others = [outcome for outcome in members if not outcome.question.is_answerable]
    return Group(
        name,
        len(answerable),
        _share(relevance.is_right(outcome) for outcome in answerable),
        _share(not outcome.answer.found for outcome in answerable),
        len(others),
        _share(not outcome.answer.found for outcome in others),
    )


def _share(counted: Iterable[bool]) -> float | None:
    values = list(counted)
    return fmean(values) if values else None

"""The report of a run as one self-contained HTML page: metrics, failures, curves and groups."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING
from urllib.parse import quote

from qa.evaluation.curves import Curves
from qa.evaluation.failures import Failure
from qa.evaluation.outcomes import Outcome
from qa.evaluation.question_types import question_type
from qa.evaluation.relevance import Relevance
from qa.evaluation.report_labels import made_by_lines, metric_label
from qa.evaluation.result import Result
from qa.messages import Message

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE = Path(__file__).with_name("report.html")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 320, 220, 40, 30


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve to draw: its points, with both coordinates between 0 and 1, and the labels of its axes."""

    title: str
    x: str
    y: str
    points: tuple[tuple[float, float], ...]
    ticks: tuple[tuple[float, str], ...] = ((0.0, "0"), (0.5, ".5"), (1.0, "1"))
    """coordinates on the horizontal axis, each with its label"""
    diagonal: bool = False
    """whether the line from (0, 0) to (1, 1) is drawn for comparison"""

    @property
    def path(self) -> str:
        """The points in the syntax of an SVG polyline."""
        return " ".join(f"{self.at_x(x):.1f},{self.at_y(y):.1f}" for x, y in self.points)

    @staticmethod
    def at_x(value: float) -> float:
        """Return the horizontal position of a value between 0 and 1, in pixels from the left."""
        return _LEFT + value * (_WIDTH - _LEFT - 10)

    @staticmethod
    def at_y(value: float) -> float:
        """Return the vertical position of a value between 0 and 1, in pixels from the top."""
        return _HEIGHT - _BOTTOM - value * (_HEIGHT - _BOTTOM - 10)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of the questions of one type or about one document; a share of zero questions is ``None``."""

    name: str
    answerable: int
    """number of answerable questions"""
    right: float | None
    """share of the answerable questions whose first passage is correct"""
    refused: float | None
    """share of the answerable questions that got "not found", or a possible answer only"""
    unanswerable: int
    """number of unanswerable questions"""
    refused_rightly: float | None
    """share of the unanswerable questions that got "not found", or a possible answer only"""


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
    """Return the report as one HTML page.

    Args:
        result: the result of the run.
        outcomes: the outcomes of the run.
        failures: the failures of the run.
        relevance: relevance in the library that answered.
        address: address of the chat that questions link to; empty for no links.
        language: language of the page, for its ``lang`` attribute.
        say: translates the page's own Chinese text into that language.
    """
    judged = [outcome for outcome in outcomes if outcome.question.is_judged]
    return _template(say).render(
        result=result,
        failures=failures,
        curves=_drawn(result.curves),
        made_by=made_by_lines(result.made_by),
        language=language,
        texts={outcome.question.id: outcome.question.text for outcome in outcomes},
        is_answered=result.made_by["settings"]["mix"] == "both",
        by_type=_groups(judged, lambda outcome: [question_type(outcome.question)], relevance),
        by_document=_groups([outcome for outcome in judged if outcome.question.is_answerable], _documents, relevance),
        link=lambda question: f"{address}?question={quote(question)}" if address else "",
        width=_WIDTH,
        height=_HEIGHT,
    )


def _template(say: Callable[[str], str]) -> "Template":
    """Return the template of the page, with its words in the language of ``say``."""
    from jinja2 import Environment, StrictUndefined

    # Text from documents and questions must be escaped.
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"label": lambda name: say(metric_label(name)), "said": say}
    environment.globals["say"] = lambda template, **values: say(Message(template, **values))
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))


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
    """Return a group for each name, sorted by the share of correct first passages, lowest first.

    Groups without answerable questions, which have no such share, come last.

    Args:
        outcomes: the outcomes to group.
        names: returns the names of the groups that an outcome belongs to.
        relevance: relevance in the library that answered.
    """
    grouped: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for name in names(outcome):
            grouped[name].append(outcome)
    groups = [_group(name, members, relevance) for name, members in grouped.items()]
    return sorted(groups, key=lambda group: (group.right is None, group.right or 0.0, -group.answerable, group.name))


def _group(name: str, members: Sequence[Outcome], relevance: Relevance) -> Group:
    answerable = [outcome for outcome in members if outcome.question.is_answerable]
    unanswerable = [outcome for outcome in members if not outcome.question.is_answerable]
    return Group(
        name,
        len(answerable),
        _share(relevance.first_is_correct(outcome) for outcome in answerable),
        _share(not outcome.answer.found for outcome in answerable),
        len(unanswerable),
        _share(not outcome.answer.found for outcome in unanswerable),
    )


def _share(counted: Iterable[bool]) -> float | None:
    values = list(counted)
    return fmean(values) if values else None

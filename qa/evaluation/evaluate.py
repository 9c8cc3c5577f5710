"""How well a library answers a set of questions: each metric with a 95 % interval."""

from collections.abc import Sequence

from qa.evaluation.metric import Metric, mean_metric
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance
from qa.evaluation.scores import Scores
from qa.evaluation.whole_run import facts_of, whole_run_metrics


def evaluate(outcomes: Sequence[Outcome], scores: Sequence[Scores], relevance: Relevance) -> tuple[Metric, ...]:
    """The metrics of a run: documented in ``docs/evaluation.md``.

    Args:
        outcomes: of the questions.
        scores: of these, by :func:`question_scores`.
        relevance: of the library that answered.
    """
    return (*map(mean_metric, scores), *whole_run_metrics(facts_of(outcomes, relevance)))

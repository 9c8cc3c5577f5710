"""Every metric of a run, each with its 95 % interval."""

from collections.abc import Sequence

from qa.evaluation.metric import Metric, mean_metric
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import Relevance
from qa.evaluation.scores import Scores
from qa.evaluation.whole_run import facts_of, whole_run_metrics


def evaluate(outcomes: Sequence[Outcome], scores: Sequence[Scores], relevance: Relevance) -> tuple[Metric, ...]:
    """Return the metrics of a run; ``docs/evaluation.md`` defines them.

    Args:
        outcomes: the outcomes of the questions.
        scores: the scores of these outcomes by :func:`question_scores`.
        relevance: relevance in the library that answered.
    """
    return (*map(mean_metric, scores), *whole_run_metrics(facts_of(outcomes, relevance)))

"""The question sets of training and development."""

from dataclasses import dataclass
from typing import Literal
from zlib import crc32

Style = Literal["reading", "search", "lay", "official"]
"""how the questions are worded: by readers of the passage, as search queries, in everyday words, in official words"""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A question set and its part in training."""

    name: str
    """its folder"""
    style: Style
    is_fitted_on: bool
    """False for a development set, on which results are only reported"""
    answers_once: bool = True
    """False if a question is often answered in several places, so that it stays answerable when some are hidden"""
    limit: int = 400
    """at most so many questions are asked, at equal distances"""


SETS = (
    TrainingSet("squad2_zh_dev", "reading", is_fitted_on=True),
    TrainingSet("cmrc2018_train_ev", "reading", is_fitted_on=True),
    TrainingSet("antiterror_mrc_train", "reading", is_fitted_on=True),
    TrainingSet("dureader_checklist", "search", is_fitted_on=True),
    TrainingSet("stard_train", "lay", is_fitted_on=True, answers_once=False),
    TrainingSet("lawyer_llama_articles", "lay", is_fitted_on=True, answers_once=False),
    TrainingSet("legalqa_manual", "lay", is_fitted_on=True, answers_once=False),
    TrainingSet("gov_reply_train", "lay", is_fitted_on=True),
    TrainingSet("lay_dev", "lay", is_fitted_on=False, limit=0),
    TrainingSet("ncp_dev", "official", is_fitted_on=False, limit=800),
    TrainingSet("seed_dev", "official", is_fitted_on=False, limit=0),
    TrainingSet("sufe_bank", "lay", is_fitted_on=False, limit=0),
    TrainingSet("lingnan_rules", "lay", is_fitted_on=False, limit=0),
    TrainingSet("tw_labor_law", "lay", is_fitted_on=False, limit=0),
    TrainingSet("esun_faq", "lay", is_fitted_on=False, limit=0),
    TrainingSet("cmrc2018_trial", "reading", is_fitted_on=False),
)


@dataclass(frozen=True, slots=True)
class ReaderSet:
    """A question set that the reader is trained on."""

    name: str
    """its folder"""
    limit: int
    """at most so many questions, at equal distances; 0: all"""
    repeats: float = 1.0
    """how often its questions are seen in an epoch, each time with other negatives"""


READER_SETS = (
    ReaderSet("stard_train", 0, repeats=6.0),
    ReaderSet("lawyer_llama_articles", 0, repeats=4.0),
    ReaderSet("legalqa_manual", 0, repeats=6.0),
    ReaderSet("gov_reply_train", 0, repeats=2.0),
    ReaderSet("dureader_checklist", 0, repeats=1.5),
    ReaderSet("webqa_val", 0, repeats=2.0),
    ReaderSet("cmrc2018_train_ev", 5000, repeats=0.6),
    ReaderSet("squad2_zh_dev", 5000, repeats=0.5),
    ReaderSet("antiterror_mrc_train", 1800, repeats=0.8),
    ReaderSet("cjrc_dev", 1500, repeats=0.4),
)


def is_held_out(question: str) -> bool:
    """Return whether the reader is not trained on a question, so that what builds on the reader can be fitted to it."""
    return crc32(question.encode()) % 8 == 0


DEVELOPMENT_SETS = tuple(chosen.name for chosen in SETS if not chosen.is_fitted_on)
"""the sets that results are reported on; the reader is trained on none of them"""

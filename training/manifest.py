"""The question sets that are used for training and development."""

from dataclasses import dataclass
from typing import Literal

Style = Literal["reading", "search", "lay", "official"]
"""wording of the questions: ``reading``: by people who had read the passage; ``search``: as search queries; ``lay``: in
everyday words; ``official``: in official words"""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A question set, and whether it is used for fitting or only for reporting."""

    name: str
    """name of the set's folder"""
    style: Style
    is_fitted_on: bool
    """False for a development set, on which results are only reported"""
    answers_once: bool = True
    """False if a question is often answered in several places, so that it stays answerable when some are hidden"""
    limit: int = 150
    """maximum number of questions to ask, evenly spaced in the set; 0: all"""


SETS = (
    TrainingSet("squad2_zh_dev", "reading", is_fitted_on=True),
    TrainingSet("cmrc2018_train_ev", "reading", is_fitted_on=True),
    TrainingSet("antiterror_mrc_train", "reading", is_fitted_on=True),
    TrainingSet("dureader_checklist", "search", is_fitted_on=True),
    TrainingSet("stard_train", "lay", is_fitted_on=True, answers_once=False),
    TrainingSet("lawyer_llama_articles", "lay", is_fitted_on=True, answers_once=False),
    TrainingSet("legalqa_manual", "lay", is_fitted_on=True, answers_once=False),
    TrainingSet("gov_reply_train", "lay", is_fitted_on=True),
    TrainingSet("written_laws", "lay", is_fitted_on=True),
    TrainingSet("written_policies", "lay", is_fitted_on=True),
    TrainingSet("written_rules", "lay", is_fitted_on=True),
    TrainingSet("lay_dev", "lay", is_fitted_on=False, limit=0),
    TrainingSet("ncp_dev", "official", is_fitted_on=False, limit=800),
    TrainingSet("seed_dev", "official", is_fitted_on=False, limit=0),
    TrainingSet("sufe_bank", "lay", is_fitted_on=False, limit=0),
    TrainingSet("lingnan_rules", "lay", is_fitted_on=False, limit=0),
    TrainingSet("tw_labor_law", "lay", is_fitted_on=False, limit=0),
    TrainingSet("esun_faq", "lay", is_fitted_on=False, limit=0),
    TrainingSet("cmrc2018_trial", "reading", is_fitted_on=False),
)

QUERY_SETS = {
    "stard_train": 3.0,
    "written_laws": 2.0,
    "written_policies": 2.0,
    "written_rules": 2.0,
    "lawyer_llama_articles": 2.0,
    "gov_reply_train": 2.0,
    "cmrc2018_train_ev": 2.0,
    "dureader_checklist": 1.5,
    "squad2_zh_dev": 1.5,
    "legalqa_manual": 1.0,
    "webqa_val": 1.0,
    "antiterror_mrc_train": 1.0,
}
"""the sets on which ``training/query_layers.py`` trains, with the relative frequency of their batches"""

SENTENCE_SETS = {
    "written_laws": 0,
    "written_policies": 0,
    "written_rules": 0,
    "cmrc2018_train_ev": 700,
    "squad2_zh_dev": 700,
    "antiterror_mrc_train": 700,
    "dureader_checklist": 0,
}
"""the sets on which ``training/answer_projection.py`` learns, with the maximum number of questions; 0: all"""

SENTENCE_DEVELOPMENT_SETS = {
    "lay_dev": 0,
    "ncp_dev": 0,
    "tw_labor_law": 0,
    "cmrc2018_trial": 200,
    "drcd_dev": 200,
}
"""the sets on which ``training/answer_projection.py`` reports, with the maximum number of questions; 0: all"""

PASSAGE_SETS = {
    "written_policies": 3.0,
    "written_rules": 3.0,
    "written_laws": 2.0,
    "cmrc2018_train_ev": 2.0,
    "stard_train": 1.5,
    "gov_reply_train": 1.5,
    "squad2_zh_dev": 1.5,
    "dureader_checklist": 1.0,
    "antiterror_mrc_train": 1.0,
}
"""the sets on which ``training/passage_layers.py`` trains, with the relative frequency of their batches"""

READER_SETS = {
    "cmrc2018_train_ev": 5.0,
    "squad2_zh_dev": 3.0,
    "antiterror_mrc_train": 1.5,
    "dureader_checklist": 1.2,
    "gov_reply_train": 1.2,
    "stard_train": 1.2,
    "written_laws": 2.5,
    "written_policies": 2.5,
    "written_rules": 2.5,
    "cjrc_dev": 1.5,
    "cail2021_multispan": 0.8,
}
"""the sets on which ``training/reader.py`` trains, with the relative frequency of their batches"""

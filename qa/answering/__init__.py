"""Answering: the steps from question to answer, the confidence, and the quoted sentence."""

from qa.answering.article import ProvisionFinder
from qa.answering.ask import ask, rank_passages
from qa.answering.ask_request import AskContext, AskRequest
from qa.answering.confidence import CALIBRATIONS, THRESHOLD, Signals, confidence, signals
from qa.answering.judge import judge
from qa.answering.read_passages import passage_reader, read_first

__all__ = [
    "CALIBRATIONS",
    "THRESHOLD",
    "AskContext",
    "AskRequest",
    "ProvisionFinder",
    "Signals",
    "ask",
    "confidence",
    "judge",
    "passage_reader",
    "rank_passages",
    "read_first",
    "signals",
]

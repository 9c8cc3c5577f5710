"""Ranked passages to an answer: the sentence, how sure it is, or that there is none."""

from qa.answering.confidence import THRESHOLD, Signals, confidence
from qa.answering.judge import Judgement, judge, weigh

__all__ = ["THRESHOLD", "Judgement", "Signals", "confidence", "judge", "weigh"]

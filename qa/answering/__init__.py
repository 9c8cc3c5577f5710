"""Ranked passages to an answer: how sure it is, the sentence, or that there is none."""

from qa.answering.confidence import THRESHOLD, Signals, confidence, signals
from qa.answering.judge import Judgement, judge

__all__ = ["THRESHOLD", "Judgement", "Signals", "confidence", "judge", "signals"]

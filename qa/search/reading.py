"""The result of comparing a passage with a question: relevance, and the cosine of each sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.types import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a passage answers, compared with the other passages that were read for the same question."""

    relevance: float
    """how much the passage's score rises; comparable within one question only"""
    nearest: float = 0.0
    """the highest cosine of the question, encoded by the model without its layers for questions, and a sentence that
    may be marked; 0 if the reader compares no sentences"""
    cosines: Mapping[Span, float] = field(default_factory=dict)
    """the cosine of the question's vector and each sentence, by the sentence's span in the passage's text"""

"""The result of comparing a passage with a question: relevance, and the cosine of each sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.types import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a passage answers, compared with the other passages that were read for the same question."""

    relevance: float
    """the amount to add to the passage's score; comparable within one question only"""
    nearest: float = 0.0
    """the highest cosine between the question and a sentence that may be marked as the answer, with the question
    encoded without the separate layers for questions (``embeddings/trained_layers.py``); 0 from a cross-encoder, which
    compares no sentences"""
    cosines: Mapping[Span, float] = field(default_factory=dict)
    """the cosine of the question's vector and each sentence, by the sentence's span in the passage's text"""
    logit: float | None = None
    """logit of whether the passage answers, by the model that reads it together with the question; ``None`` if it was
    not read so"""

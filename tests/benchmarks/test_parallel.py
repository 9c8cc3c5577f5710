"""Ask from several threads with recorded vectors."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.parallel import RecordingEncoder, questions_per_second
from embeddings import Encoder
from qa.library import Library

QUESTIONS = ["深圳企业开办时间缩短到几天?", "深圳建设了哪些基础研究机构?"]
SENTENCES = ["企业开办时间从9天缩短至4天。", "今天天气很好。"]


def test_recorded_vectors_equal_those_of_the_model(encoder: Encoder) -> None:
    recording = RecordingEncoder()
    for _ in range(2):
        assert np.array_equal(recording.encode_queries(QUESTIONS), encoder.encode_queries(QUESTIONS))
        assert np.array_equal(recording.encode_symmetric(QUESTIONS), encoder.encode_symmetric(QUESTIONS))
        assert np.array_equal(recording.encode_sentences(SENTENCES), encoder.encode_sentences(SENTENCES))
        assert np.array_equal(recording.encode_answers(SENTENCES), encoder.encode_answers(SENTENCES))
        recording.is_recording = False


def test_a_text_that_was_not_recorded_is_refused() -> None:
    recording = RecordingEncoder()
    recording.is_recording = False
    with pytest.raises(KeyError):
        recording.encode_queries(QUESTIONS)
    with pytest.raises(KeyError):
        recording.encode_symmetric(QUESTIONS)
    with pytest.raises(KeyError):
        recording.encode_sentences(SENTENCES)
    with pytest.raises(KeyError):
        recording.encode_answers(SENTENCES)


def test_several_threads_ask_without_the_model_after_recording(tmp_path: Path, seed_file: Path) -> None:
    recording = RecordingEncoder()
    with Library.open(tmp_path / "library", encoder=recording) as library:
        library.add(seed_file)
        for question in QUESTIONS:
            library.ask(question)
        recording.is_recording = False
        assert questions_per_second(library, QUESTIONS * 4, threads=4) > 0

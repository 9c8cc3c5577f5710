"""The maps that compare a question with the sentences that may answer it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import Encoder, ModelError, answer_projection

QUESTION = "遛狗不拴绳罚多少钱"
SENTENCES = ["携犬外出应当束牵引带。", "违反规定的，处二十元以上二百元以下罚款。"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the package's files."""
    monkeypatch.setattr(answer_projection, "files", lambda _: tmp_path)
    return tmp_path


def test_the_maps_bring_a_question_nearer_to_the_sentence_that_answers(encoder: Encoder) -> None:
    question = encoder.encode_queries([QUESTION])[0]
    plain = encoder.encode_sentences(SENTENCES) @ question
    mapped = encoder.encode_answers(SENTENCES) @ encoder.answer_query(question)
    assert mapped[1] - mapped[0] > plain[1] - plain[0]
    assert np.all(np.abs(mapped) <= 1 + 1e-6)


def test_no_sentences_have_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode_answers([]).shape == (0, 384)


def test_sentences_are_mapped_once(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    mapped = encoder.encode_answers(SENTENCES)
    monkeypatch.setattr(answer_projection, "_mapped", None)
    assert np.array_equal(encoder.encode_answers(SENTENCES), mapped)


def test_the_vectors_of_another_model_are_compared_as_they_are() -> None:
    class Other(Encoder):
        identity = query_identity = "other@1"

        def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
            """Return the vector (1, 0) for each sentence."""
            return np.array([[1.0, 0.0]] * len(sentences), dtype=np.float32)

    query = np.array([0.6, 0.8], dtype=np.float32)
    assert Other().answer_query(query) is query
    assert Other().encode_answers(SENTENCES).tolist() == [[1, 0], [1, 0]]


@pytest.mark.parametrize("content", [None, b"", b"\0" * 100])
def test_a_missing_or_damaged_file_is_named_with_the_remedy(package: Path, content: bytes | None) -> None:
    if content is not None:
        (package / "answer_projection.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=r"answer_projection\.safetensors.*重新安装"):
        answer_projection.AnswerProjection.bundled()


def test_a_file_without_the_maps_is_damaged(package: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"other": np.zeros(3, dtype=np.float16)}, package / "answer_projection.safetensors")
    with pytest.raises(ModelError, match="重新安装"):
        answer_projection.AnswerProjection.bundled()

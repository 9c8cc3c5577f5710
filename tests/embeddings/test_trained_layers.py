"""The bundled model's layers for questions and for passages."""

from pathlib import Path

import numpy as np
import pytest

from embeddings import Encoder, ModelError, trained_layers
from embeddings.trained_layers import PASSAGE_LAYERS, QUERY_LAYERS, with_trained_layers

QUESTION = "小区里的狗没拴绳子归谁管？"
RULE = "携犬只外出未束牵引带的，由城市管理部门责令改正。"
OTHER = "养犬人应当每年为犬只接种狂犬病疫苗。"


def test_questions_and_passages_have_layers_of_their_own(encoder: Encoder) -> None:
    plain = encoder.encode_symmetric([QUESTION])[0]
    sentence = encoder.encode_sentences([RULE])[0]
    question, passage = encoder.encode_queries([QUESTION])[0], encoder.encode_passages([RULE])[0]
    assert 0.9 < float(plain @ question) < 0.9999
    assert 0.9 < float(sentence @ passage) < 0.9999
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(passage) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(encoder.encode_symmetric([QUESTION])[0], plain)
    assert np.array_equal(Encoder().encode_sentences([RULE])[0], sentence)


def test_the_layers_bring_a_question_nearer_to_the_passage_that_answers(encoder: Encoder) -> None:
    before = encoder.encode_sentences([RULE, OTHER]) @ encoder.encode_symmetric([QUESTION])[0]
    after = encoder.encode_passages([RULE, OTHER]) @ encoder.encode_queries([QUESTION])[0]
    assert after[0] - after[1] > before[0] - before[1]


def test_the_layers_count_in_the_identities(encoder: Encoder) -> None:
    assert encoder.identity.endswith(f"+{trained_layers.layers_checksum(PASSAGE_LAYERS)}")
    assert encoder.query_identity == f"{encoder.identity}+{trained_layers.layers_checksum(QUERY_LAYERS)}"


def test_a_question_in_traditional_characters_is_read_in_simplified_ones(encoder: Encoder) -> None:
    assert np.array_equal(
        encoder.encode_queries(["騎電瓶車沒戴頭盔罰多少"]), encoder.encode_queries(["骑电瓶车没戴头盔罚多少"])
    )


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the package's files."""
    monkeypatch.setattr(trained_layers, "files", lambda _: tmp_path)
    return tmp_path


@pytest.mark.parametrize("file", [QUERY_LAYERS, PASSAGE_LAYERS])
@pytest.mark.parametrize("content", [None, b"", b"\0" * 100])
def test_a_missing_or_damaged_file_is_named_with_the_remedy(
    encoder: Encoder, package: Path, file: str, content: bytes | None
) -> None:
    if content is not None:
        (package / file).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{file}.*重新安装"):
        with_trained_layers(encoder.load(), file)


def test_weights_of_another_shape_are_refused(encoder: Encoder, package: Path) -> None:
    import torch
    from safetensors.torch import save_file

    save_file({"11.output.dense.bias": torch.zeros(3)}, package / QUERY_LAYERS)
    with pytest.raises(ModelError, match="重新安装"):
        with_trained_layers(encoder.load(), QUERY_LAYERS)

"""The bundled model's layers for questions."""

from pathlib import Path

import numpy as np
import pytest

from embeddings import Encoder, ModelError, query_layers

QUESTION = "小区里的狗没拴绳子归谁管？"
RULE = "携犬只外出未束牵引带的，由城市管理部门责令改正。"
OTHER = "养犬人应当每年为犬只接种狂犬病疫苗。"


def test_the_layers_change_questions_and_nothing_else(encoder: Encoder) -> None:
    plain = encoder.encode_symmetric([QUESTION])[0]
    before = encoder.encode_passages([RULE, OTHER])
    tuned = encoder.encode_queries([QUESTION])[0]
    assert 0.9 < float(plain @ tuned) < 0.9999
    assert np.linalg.norm(tuned) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(encoder.encode_passages([RULE, OTHER]), before)
    assert np.array_equal(encoder.encode_symmetric([QUESTION])[0], plain)


def test_the_layers_count_in_the_identity_for_questions(encoder: Encoder) -> None:
    assert encoder.query_identity.startswith(f"{encoder.identity}+")


def test_a_question_in_traditional_characters_is_read_in_simplified_ones(encoder: Encoder) -> None:
    assert np.array_equal(
        encoder.encode_queries(["騎電瓶車沒戴頭盔罰多少"]), encoder.encode_queries(["骑电瓶车没戴头盔罚多少"])
    )


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the package's files."""
    monkeypatch.setattr(query_layers, "files", lambda _: tmp_path)
    return tmp_path


@pytest.mark.parametrize("content", [None, b"", b"\0" * 100])
def test_a_missing_or_damaged_file_is_named_with_the_remedy(
    encoder: Encoder, package: Path, content: bytes | None
) -> None:
    if content is not None:
        (package / "query_layers.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=r"query_layers\.safetensors.*重新安装"):
        query_layers.with_query_layers(encoder.load())


def test_weights_of_another_shape_are_refused(encoder: Encoder, package: Path) -> None:
    import torch
    from safetensors.torch import save_file

    save_file({"11.output.dense.bias": torch.zeros(3)}, package / "query_layers.safetensors")
    with pytest.raises(ModelError, match="重新安装"):
        query_layers.with_query_layers(encoder.load())

"""Any cross-encoder of Sentence Transformers."""

from pathlib import Path

import pytest
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from embeddings import ModelError, Reranker

TEXTS = ["通知一放假七天。", "收入增长。"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cross-encoder of a few thousand random weights."""
    folder = tmp_path_factory.mktemp("tiny")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"通知一放假七天收入增长几。"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    configuration = BertConfig.from_dict(sizes | {"vocab_size": len(words), "num_labels": 1})
    BertForSequenceClassification(configuration).save_pretrained(folder)
    return folder


def test_each_text_gets_a_score(folder: Path) -> None:
    scores = Reranker(str(folder)).scores("放假几天", TEXTS)
    assert scores.shape == (2,)
    assert scores[0] != scores[1]
    assert Reranker(str(folder)).scores("放假几天", []).shape == (0,)


def test_the_identity_changes_with_the_files(folder: Path, tmp_path: Path) -> None:
    identity = Reranker(str(folder)).identity
    (folder / "extra.txt").write_text("x")
    assert Reranker(str(folder)).identity != identity


def test_a_folder_that_is_missing_or_holds_no_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="QA_RERANKER"):
        Reranker(str(tmp_path / "none")).scores("几天", TEXTS)
    with pytest.raises(ModelError, match="CrossEncoder"):
        Reranker(str(tmp_path)).scores("几天", TEXTS)

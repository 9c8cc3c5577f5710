"""Traditional characters are replaced one by one, and everything else stays."""

import pytest

from embeddings.simplified_characters import in_simplified_characters


@pytest.mark.parametrize(("text", "simplified"), [("營業時間", "营业时间"), ("头盔 A1：", "头盔 A1："), ("", "")])
def test_a_text_is_written_in_simplified_characters(text: str, simplified: str) -> None:
    assert in_simplified_characters(text) == simplified

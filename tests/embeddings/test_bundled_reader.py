"""The bundled reader."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from embeddings import ModelError, ReadablePassage, bundled_reader
from embeddings.bundled_reader import BundledReader

LEASH = ReadablePassage("养犬管理条例", "第三章", "携犬出户的，应当为犬只佩戴嘴套，并使用长度不超过两米的牵引带。")
HOLIDAY = ReadablePassage(
    "关于放假的通知", "", "各单位：现将放假安排通知如下。国庆节放假7天，10月1日至7日。请遵照执行。"
)
BUDGET = ReadablePassage("预算报告", "一、收入", "全市一般公共预算收入完成三百亿元，增长百分之五。")


def test_the_passage_that_answers_is_the_most_relevant() -> None:
    for question, answering in (("遛狗的绳子可以多长？", 0), ("国庆放几天假？", 1), ("预算收入是多少？", 2)):
        readings = bundled_reader().read(question, [LEASH, HOLIDAY, BUDGET])
        assert int(np.argmax([reading.relevance for reading in readings])) == answering, question


def test_the_answer_is_sought_in_the_sentence_that_holds_it() -> None:
    (reading,) = bundled_reader().read("国庆放几天假？", [HOLIDAY])
    sentences = HOLIDAY.text.split("。")[:3]
    starts = [HOLIDAY.text.index(sentence) for sentence in sentences]
    scores = [reading.span_score(start, start + len(s)) for start, s in zip(starts, sentences, strict=True)]
    assert int(np.argmax(scores)) == 1
    assert 0 < reading.span_probability() <= 1


def test_a_reading_covers_a_passage_of_several_windows() -> None:
    long = ReadablePassage("办法", "", "本办法适用于全市各单位。" * 40 + "国庆节放假7天。" + "其他事项另行通知。" * 40)
    (reading,) = bundled_reader().read("国庆放几天假？", [long])
    assert reading.offsets[-1, 1] == len(long.text)
    assert np.isfinite(reading.starts).all()
    at = long.text.index("国庆节")
    assert reading.span_score(at, at + 8) > reading.span_score(0, 12)


def test_the_other_passages_hardly_change_a_reading() -> None:
    (alone,) = bundled_reader().read("国庆放几天假？", [HOLIDAY])
    together = bundled_reader().read("国庆放几天假？", [LEASH, HOLIDAY, BUDGET])[1]
    assert together.relevance == pytest.approx(alone.relevance, abs=0.5)


def test_threads_get_the_same_readings() -> None:
    expected = bundled_reader().read("国庆放几天假？", [LEASH, HOLIDAY])
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: bundled_reader().read("国庆放几天假？", [LEASH, HOLIDAY]), range(8)))
    for readings in found:
        assert [r.relevance for r in readings] == pytest.approx([r.relevance for r in expected], abs=1e-4)


def test_nothing_to_read_gives_nothing() -> None:
    assert bundled_reader().read("几天？", []) == []
    (reading,) = bundled_reader().read("", [ReadablePassage("", "", "")])
    assert not reading.has_spans
    assert reading.span_probability() == 0.0
    assert reading.span_score(0, 5) == -np.inf


def test_a_missing_or_damaged_file_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="QA_READER=off"):
        _ = BundledReader(tmp_path / "none.onnx").identity
    (tmp_path / "damaged.onnx").write_bytes(b"onnx")
    with pytest.raises(ModelError, match="QA_READER=off"):
        BundledReader(tmp_path / "damaged.onnx").load()


def test_the_identity_is_the_checksum_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"one")
    first = BundledReader(tmp_path / "reader.onnx").identity
    (tmp_path / "reader.onnx").write_bytes(b"two")
    assert first.startswith("reader@")
    assert BundledReader(tmp_path / "reader.onnx").identity != first

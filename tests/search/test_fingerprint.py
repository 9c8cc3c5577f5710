"""Fingerprints tell texts apart that are no duplicates."""

import pytest

from qa.search.fingerprint import fingerprint, fingerprints

TEXT = "各区人民政府要加强对企业开办时间的督促检查，确保企业开办时间压缩到1.5个工作日以内，并按月报告。"


def test_punctuation_and_blanks_do_not_count() -> None:
    assert fingerprint(f"　{TEXT}\n") == fingerprint(TEXT.replace("，", ""))


@pytest.mark.parametrize("other", [TEXT.replace("1.5", "15"), TEXT.replace("1.5", "2.5"), TEXT.replace("1.5", "三")])
def test_numbers_count(other: str) -> None:
    one, changed = fingerprints([fingerprint(TEXT), fingerprint(other)])
    assert one["numbers"] != changed["numbers"]


def test_a_text_of_which_a_part_differs_shares_minimal_values() -> None:
    long = TEXT.replace("1.5", "四") * 2
    one, other = fingerprints([fingerprint(f"{long}甲"), fingerprint(f"{long}乙")])
    assert one["shingles"] != other["shingles"]
    assert (one["minima"] == other["minima"]).any()


def test_a_text_without_letters_has_a_fingerprint() -> None:
    assert fingerprint("……") == fingerprint("")
    assert len(set(fingerprints([fingerprint("")])["minima"][0].tolist())) == 1

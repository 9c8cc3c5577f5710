"""The form for corrections of metadata."""

from datetime import date

import pytest

from qa.library import MetadataArguments
from qa.types import Metadata
from qa.web.correction_form import changes

STORED = Metadata("通知", issuer="甲县文化局", date_written=date(2024, 5, 1))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("通知", "甲县文化局", "", "2024-05-01", ""), {}),
        (("通知 ", "乙局", "", "2024-05-01", ""), {"issuer": "乙局"}),
        (
            ("通知", "", "甲文〔2024〕3号", "", "失效"),
            {"issuer": "", "document_number": "甲文〔2024〕3号", "date_written": "", "status": "失效"},
        ),
    ],
)
def test_only_changed_fields_are_corrections(values: tuple[str, ...], expected: MetadataArguments) -> None:
    assert changes(STORED, values) == expected

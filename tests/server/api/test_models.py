"""The models of the HTTP API have the keys and values of the command line's JSON."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from qa.feedback import Feedback
from qa.json_output import answer_record, contents_record, document_record, pin_record
from qa.library import Library
from qa.server.api.answer_models import (
    AnswerModel,
    CitationModel,
    FiltersModel,
    MissingModel,
    PassageModel,
    SentenceModel,
)
from qa.server.api.document_models import ContentsModel, FeedbackModel, OutlinePassageModel
from qa.server.api.metadata_models import DocumentModel, MetadataModel
from qa.server.api.pin_models import PinModel
from qa.types import AnswerSentence, Citation, Filters, Hit, Metadata, Missing


@pytest.mark.parametrize(
    ("model", "type_"),
    [
        *((CitationModel, Citation), (PassageModel, Hit), (SentenceModel, AnswerSentence), (MissingModel, Missing)),
        *((FiltersModel, Filters), (MetadataModel, Metadata), (FeedbackModel, Feedback)),
    ],
)
def test_a_model_has_the_fields_of_its_type(model: type[BaseModel], type_: Any) -> None:
    assert list(model.model_fields) == [field.name for field in fields(type_)]


def test_the_models_have_the_keys_of_the_json_output(plain_library: Library, tmp_path: Path) -> None:
    file = tmp_path / "办法.txt"
    file.write_text("图书馆管理办法\n\n图书馆每周二闭馆。\n", encoding="utf-8")
    plain_library.add(file)
    (summary,) = plain_library.documents()
    contents = contents_record(plain_library.document(summary.id))
    records = (
        (AnswerModel, answer_record(plain_library.ask("图书馆周几闭馆？"), "1")),
        (DocumentModel, document_record(summary)),
        (ContentsModel, contents),
        (OutlinePassageModel, contents["passages"][0]),
        (PinModel, pin_record(plain_library.pin("哪天？", summary.id, "每周二"))),
    )
    for model, record in records:
        assert set(model.model_fields) == record.keys()
        assert model(**record).model_dump(mode="json") == json.loads(json.dumps(record))

"""Dify retrieves passages by its contract for external knowledge."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.server.plugs.dify_condition import MetadataCondition, filters_of

RECORDED = {
    "knowledge_id": "政策",
    "query": "图书馆周几闭馆？",
    "retrieval_setting": {"top_k": 2, "score_threshold": 0.5},
    "metadata_condition": None,
}


def retrieved(tools: TestClient, **changes: Any) -> list[dict[str, Any]]:
    headers = {"Authorization": "Bearer key"}
    reply = tools.post("/dify/retrieval", json=RECORDED | changes, headers=headers)
    assert reply.status_code == 200, reply.text
    records: list[dict[str, Any]] = reply.json()["records"]
    return records


def titles(tools: TestClient, *conditions: dict[str, Any], operator: str = "and") -> list[str]:
    condition = {"logical_operator": operator, "conditions": list(conditions)}
    setting = {"top_k": 10, "score_threshold": 0}
    found = retrieved(tools, query="周几闭馆？", metadata_condition=condition, retrieval_setting=setting)
    return sorted({record["title"] for record in found})


def test_a_recorded_request_gets_records_of_the_contract(tools: TestClient) -> None:
    first, *_ = retrieved(tools)
    assert first.keys() == {"content", "score", "title", "metadata"}
    assert (first["content"], first["title"]) == ("图书馆每周二闭馆。", "图书馆管理办法")
    assert 0.5 <= first["score"] <= 1
    assert None not in first["metadata"].values()
    assert first["metadata"]["link"].startswith("http://qa.example.cn/?document=1&start=45")
    assert "深圳市文化局" in first["metadata"]["citation"]


def test_scores_fall_from_1_to_0_and_the_threshold_cuts(tools: TestClient) -> None:
    everything = retrieved(tools, retrieval_setting={"top_k": 10, "score_threshold": 0.0})
    scores = [record["score"] for record in everything]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len(everything) == 4
    limit = scores[1]
    above = retrieved(tools, retrieval_setting={"top_k": 10, "score_threshold": limit})
    assert [record["score"] for record in above] == [score for score in scores if score >= limit]
    assert retrieved(tools, query="火星基地食堂开门", retrieval_setting={"top_k": 5, "score_threshold": 0.9}) == []


@pytest.mark.parametrize(
    ("name", "operator", "value", "found"),
    [
        ("issuer", "contains", "深圳", ["图书馆管理办法"]),
        ("issuer", "not contains", "深圳", ["游泳馆管理办法"]),
        ("issuer", "start with", "广州市", ["游泳馆管理办法"]),
        ("issuer", "end with", "文化局", ["图书馆管理办法"]),
        ("index_number", "is", "A1", ["图书馆管理办法"]),
        ("index_number", "is not", "A1", ["游泳馆管理办法"]),
        ("index_number", "in", ["A1", "A3"], ["图书馆管理办法"]),
        ("index_number", "not in", ["A1", "A3"], ["游泳馆管理办法"]),
        ("date_written", "before", "2020-01-01T00:00:00", ["图书馆管理办法"]),
        ("date_written", "after", "2020-01-01", ["游泳馆管理办法"]),
        ("date_published", "empty", None, ["图书馆管理办法", "游泳馆管理办法"]),
        ("date_written", "not empty", None, ["图书馆管理办法", "游泳馆管理办法"]),
        ("document_id", "=", 2, ["游泳馆管理办法"]),
        ("document_id", "≠", 2, ["图书馆管理办法"]),
        ("document_id", ">", 1, ["游泳馆管理办法"]),
        ("document_id", "<", 10, ["图书馆管理办法", "游泳馆管理办法"]),
        ("document_id", "≥", 2, ["游泳馆管理办法"]),
        ("document_id", "≤", 1, ["图书馆管理办法"]),
        ("nothing", "is", "x", []),
        (["title", "issuer"], "contains", "体育", ["游泳馆管理办法"]),
    ],
)
def test_a_condition_on_metadata_narrows_the_passages(
    tools: TestClient, name: str, operator: str, value: Any, found: list[str]
) -> None:
    assert titles(tools, {"name": name, "comparison_operator": operator, "value": value}) == sorted(found)


def test_conditions_are_joined_by_and_or_or(tools: TestClient) -> None:
    shenzhen = {"name": "issuer", "comparison_operator": "contains", "value": "深圳"}
    recent = {"name": "date_written", "comparison_operator": "after", "value": "2020-01-01"}
    assert titles(tools, shenzhen, recent) == []
    assert titles(tools, shenzhen, recent, operator="or") == ["图书馆管理办法", "游泳馆管理办法"]
    assert titles(tools, operator="or") == ["图书馆管理办法", "游泳馆管理办法"]


def test_a_condition_reaches_the_search_itself() -> None:
    issuer = {"name": "issuer", "comparison_operator": "contains", "value": "深圳"}
    both = MetadataCondition.model_validate({"logical_operator": "and", "conditions": [issuer]})
    either = both.model_copy(update={"logical_operator": "or"})
    assert (filters_of(both), filters_of(either), filters_of(None)) == ({"issuer": "深圳"}, {}, {})


def test_errors_have_the_format_of_dify(tools: TestClient) -> None:
    for changes, status, code in (
        ({"knowledge_id": "x"}, 404, 2001),
        ({"query": ""}, 422, 422),
        ({"query": 1}, 422, 422),
    ):
        reply = tools.post("/dify/retrieval", json=RECORDED | changes)
        assert (reply.status_code, reply.json()["error_code"]) == (status, code)
        assert reply.json()["error_msg"]

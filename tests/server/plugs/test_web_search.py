"""Open WebUI searches a library in the place of the web."""

from starlette.testclient import TestClient


def test_a_recorded_request_gets_links_titles_and_snippets(tools: TestClient) -> None:
    reply = tools.post(
        "/openwebui/search", json={"query": "图书馆周几闭馆？", "count": 2}, headers={"Authorization": "Bearer k"}
    )
    first, second = reply.json()
    assert first.keys() == second.keys() == {"link", "title", "snippet"}
    assert first["snippet"] == "图书馆每周二闭馆。"
    assert first["link"] == "http://qa.example.cn/?document=1&start=45&end=54"
    assert first["title"].startswith("《图书馆管理办法》，深圳市文化局")


def test_a_library_can_be_named(tools: TestClient) -> None:
    query = {"query": "图书馆周几闭馆？", "count": 1}
    assert len(tools.post("/openwebui/search?library=政策", json=query).json()) == 1
    assert tools.post("/openwebui/search?library=别的", json=query).status_code == 404
    assert "问题是空的" in tools.post("/openwebui/search", json={"query": "", "count": 1}).json()["detail"]

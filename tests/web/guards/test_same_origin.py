"""Pages of other sites cannot use the server; links to it work."""

import pytest

from qa.web.guards.same_origin import RefuseOtherOrigins
from tests.web.guards.replies import guarded

OTHERS = [
    *("https://evil.example", "null", "http://127.0.0.1:3000", "http://localhost:7860", "http://127.0.0.1"),
    *("http://127.0.0.1:7860.evil.example", "http://evil.example/127.0.0.1:7860", ""),
]


@pytest.mark.parametrize("origin", OTHERS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "GET"])
def test_a_request_with_another_origin_is_refused(origin: str, method: str) -> None:
    assert guarded(RefuseOtherOrigins).request(method, "/", headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:7860", "https://127.0.0.1:7860"])
def test_the_page_itself_may_send(origin: str) -> None:
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
    assert guarded(RefuseOtherOrigins).post("/", headers=headers).status_code == 200


def test_a_program_may_send() -> None:
    assert guarded(RefuseOtherOrigins).post("/").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_to_the_page_but_load_nothing_from_it(site: str) -> None:
    client = guarded(RefuseOtherOrigins)
    assert client.get("/", headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert client.get("/", headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert client.post("/", headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}).status_code == 403

"""Every reply tells the browser what the page may do."""

import pytest

from qa.web.guards.security_headers import SendSecurityHeaders
from tests.web.guards.replies import guarded


def test_the_page_may_load_from_its_own_server_only() -> None:
    headers = guarded(SendSecurityHeaders).get("/").headers
    policy = headers["content-security-policy"]
    assert "http:" not in policy
    assert "https:" not in policy
    assert "*" not in policy
    assert "object-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("sites", "old"), [("'self'", "SAMEORIGIN"), ("'none'", "DENY"), ("https://oa.example.cn", None)]
)
def test_the_sites_that_may_show_it_in_a_frame_are_a_setting(sites: str, old: str | None) -> None:
    headers = guarded(SendSecurityHeaders, frame_ancestors=sites).get("/").headers
    assert headers["content-security-policy"].endswith(f"frame-ancestors {sites}")
    assert headers.get("x-frame-options") == old

"""The page is open to this computer alone unless it can only be read."""

import pytest

from qa.errors import SettingsError
from qa.web.guards.access import Access


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost"])
def test_this_computer_may_change_the_library(host: str) -> None:
    assert not Access(host).read_only


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "2001:db8::1"])
def test_other_computers_may_only_ask(host: str) -> None:
    with pytest.raises(SettingsError, match=r"--read-only.*QA_READ_ONLY=1.*--host"):
        Access(host)
    assert Access(host, read_only=True).host == host


def test_a_name_that_does_not_exist_is_refused_with_the_option() -> None:
    with pytest.raises(SettingsError, match=r"no-such-host\.invalid.*--host"):
        Access("no-such-host.invalid")


def test_the_environment_adds_to_the_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_ALLOWED_HOSTS", "qa.example.cn, qa2.example.cn")
    monkeypatch.setenv("QA_READ_ONLY", "1")
    monkeypatch.setenv("QA_FRAME_ANCESTORS", "https://oa.example.cn")
    access = Access.from_environment("0.0.0.0", None, ["qa3.example.cn"])
    assert access.allowed_hosts == ("qa.example.cn", "qa2.example.cn", "qa3.example.cn")
    assert access.frame_ancestors == "https://oa.example.cn"
    assert (access.read_only, access.stores_feedback) == (True, False)


@pytest.mark.parametrize(
    ("read_only", "allowed", "stored"), [(True, "1", True), (True, "0", False), (False, "0", True)]
)
def test_a_read_only_page_stores_feedback_only_if_allowed(
    monkeypatch: pytest.MonkeyPatch, read_only: bool, allowed: str, stored: bool
) -> None:
    monkeypatch.setenv("QA_READ_ONLY_FEEDBACK", allowed)
    assert Access.from_environment("127.0.0.1", read_only, ()).stores_feedback is stored


@pytest.mark.parametrize("sites", ["https://a.cn; script-src *", "a\r\nSet-Cookie: x=y", "a.cn, b.cn"])
def test_a_list_of_sites_cannot_change_another_header(sites: str) -> None:
    with pytest.raises(SettingsError, match="QA_FRAME_ANCESTORS"):
        Access(frame_ancestors=sites)

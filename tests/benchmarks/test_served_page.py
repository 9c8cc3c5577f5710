"""Clients come from as many addresses as asked for."""

import ipaddress

import pytest

from benchmarks.served_page import addresses


@pytest.mark.parametrize("count", [1, 200, 600])
def test_the_addresses_differ_and_belong_to_this_computer(count: int) -> None:
    found = addresses(count)
    assert len(set(found)) == count
    assert all(ipaddress.ip_address(address).is_loopback for address in found)
    assert "127.0.0.1" not in found

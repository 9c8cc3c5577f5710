"""The socket of the page."""

import socket

import pytest

from qa.errors import SettingsError
from qa.web.page_server import address_of, bound_socket, ports_from


def test_the_first_free_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        first = taken.getsockname()[1]
        with bound_socket("127.0.0.1", ports_from(first)) as bound:
            assert first < bound.getsockname()[1] < first + 100
            assert address_of(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}/"


def test_a_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port}.*--port"):
            bound_socket("127.0.0.1", [port])


def test_an_address_of_all_networks_is_shown_as_this_computer() -> None:
    with bound_socket("0.0.0.0", [0]) as bound:
        assert address_of(bound).startswith("http://localhost:")


def test_connections_send_small_packets_at_once() -> None:
    with bound_socket("127.0.0.1", [0]) as bound, socket.create_connection(bound.getsockname()):
        accepted, _ = bound.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

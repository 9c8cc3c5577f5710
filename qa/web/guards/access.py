"""The rules for who may reach the page and what the page may store."""

import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from qa.errors import SettingsError
from qa.settings import default_read_only, flag

_NOT_IN_A_HEADER = "\r\n;,"


@dataclass(frozen=True, slots=True)
class Access:
    """The address of the page, the host names it accepts, and the rights of its users.

    Raises:
        SettingsError: other computers could change the library without sign-in, or a value cannot be used.
    """

    host: str = "127.0.0.1"
    """address to listen on"""
    read_only: bool = False
    """whether the page may only ask"""
    allowed_hosts: tuple[str, ...] = ()
    """further host names under which the page is reached (``QA_ALLOWED_HOSTS``)"""
    frame_ancestors: str = "'self'"
    """the sites that may show the page in a frame, as in a Content-Security-Policy (``QA_FRAME_ANCESTORS``)"""
    stores_feedback: bool = True
    """whether feedback is stored; :meth:`from_environment` reads it from ``QA_READ_ONLY_FEEDBACK`` for a read-only page
    and sets True for any other page"""
    requires_sign_in: bool = False
    """whether users must sign in"""

    def __post_init__(self) -> None:
        """Check ``host`` and ``frame_ancestors``.

        If other computers can reach ``host``, the page must be read-only or require a sign-in. ``frame_ancestors`` must
        fit into a header.

        Raises:
            SettingsError: one of these conditions is not met, or no computer has the name in ``host``.
        """
        if not (self.read_only or self.requires_sign_in or _is_this_computer(self.host)):
            raise SettingsError(
                f"地址 {self.host} 对别的电脑开放，而还没有用户，谁都能增删文件。"
                "请先用 qa user add NAME --role administrator 加上用户，"
                "或加 --read-only（或设环境变量 QA_READ_ONLY=1）只许提问，或把 --host 改成 127.0.0.1"
            )
        if any(mark in self.frame_ancestors for mark in _NOT_IN_A_HEADER):
            raise SettingsError(
                f"环境变量 QA_FRAME_ANCESTORS 是 {self.frame_ancestors!r}，应是用空格分开的网址，如 https://oa.example.cn"
            )

    @classmethod
    def from_environment(
        cls, host: str, read_only: bool | None, allowed_hosts: Sequence[str], requires_sign_in: bool = False
    ) -> Self:
        """Combine arguments with the environment variables.

        Args:
            host: address to listen on.
            read_only: whether the page may only ask; ``None`` leaves it to ``QA_READ_ONLY``.
            allowed_hosts: names in addition to those in ``QA_ALLOWED_HOSTS``.
            requires_sign_in: whether users must sign in.

        Raises:
            SettingsError: as for the class, or a variable has an invalid value.
        """
        read_only = default_read_only() if read_only is None else read_only
        configured = os.environ.get("QA_ALLOWED_HOSTS", "").replace(",", " ").split()
        return cls(
            host,
            read_only,
            (*configured, *allowed_hosts),
            os.environ.get("QA_FRAME_ANCESTORS") or "'self'",
            not read_only or flag("QA_READ_ONLY_FEEDBACK", "只能提问的网页也收集反馈"),
            requires_sign_in,
        )


def _is_this_computer(host: str) -> bool:
    """Return whether only this computer can reach an address.

    Raises:
        SettingsError: no computer has this name.
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None)
    except OSError as error:
        raise SettingsError(f"地址 {host} 用不了，没有这个主机名。请用 --host 换一个") from error
    return all(ipaddress.ip_address(address[0]).is_loopback for *_, address in found)

"""Sign-in through a proxy that names the user in a header, as oauth2-proxy does after OIDC or SSO."""

import os
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Self

from qa.errors import SettingsError
from qa.server.accounts.roles import Role

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

    from starlette.types import ASGIApp, Receive, Scope, Send

_PEER = "qa.peer"


class RememberPeer:
    """Middleware that records the address of the connection's other end, before ``X-Forwarded-For`` replaces it.

    Args:
        app: the application that gets the requests.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Record the address in the request and pass the request on."""
        if scope["type"] in ("http", "websocket"):
            scope[_PEER] = (scope.get("client") or ("",))[0]
        await self._app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses and networks listed in a setting."""

    networks: "tuple[IPv4Network | IPv6Network, ...]" = ()

    @classmethod
    def from_environment(cls, variable: str) -> Self:
        """Return the addresses in an environment variable, separated by commas or spaces.

        Raises:
            SettingsError: an address is malformed.
        """
        named = os.environ.get(variable, "").replace(",", " ").split()
        try:
            return cls(tuple(ip_network(address) for address in named))
        except ValueError as error:
            raise SettingsError(
                f"环境变量 {variable} 是 {' '.join(named)!r}，应是用逗号分开的地址或网段，如 10.0.0.5,10.1.0.0/16"
            ) from error

    def has_sender(self, scope: "Scope") -> bool:
        """Return whether the connection of a request comes from one of the addresses."""
        try:
            address = ip_address(scope.get(_PEER, ""))
        except ValueError:
            return False
        return any(address in network for network in self.networks)


@dataclass(frozen=True, slots=True)
class TrustedProxy:
    """A proxy whose header names the user.

    Raises:
        SettingsError: a header is set without addresses, so that every client could pose as any user.
    """

    header: str = ""
    """name of the header (``QA_PROXY_USER_HEADER``); empty if no proxy signs users in"""
    addresses: Addresses = field(default_factory=Addresses)
    """addresses of the proxy; from others the header is ignored (``QA_PROXY_ADDRESSES``)"""
    role: Role = Role.NONE
    """role, in all libraries, of a user of the proxy who is not among the server's users (``QA_PROXY_ROLE``)"""

    def __post_init__(self) -> None:
        """Refuse a header without addresses."""
        if self.header and not self.addresses.networks:
            raise SettingsError(
                "设了 QA_PROXY_USER_HEADER，就要用 QA_PROXY_ADDRESSES 写明代理的地址，否则谁都能冒充别人"
            )

    @classmethod
    def from_environment(cls) -> Self:
        """Return the proxy set by the environment variables.

        Raises:
            SettingsError: as for the class, or a variable has an invalid value.
        """
        named = os.environ.get("QA_PROXY_ROLE") or "none"
        if named not in ("none", "reader", "editor"):
            raise SettingsError(f"环境变量 QA_PROXY_ROLE 是 {named!r}，应是 none、reader 或 editor")
        return cls(
            os.environ.get("QA_PROXY_USER_HEADER", "").lower(),
            Addresses.from_environment("QA_PROXY_ADDRESSES"),
            Role.named(named),
        )

    def user(self, scope: "Scope") -> str:
        """Return the user whom the proxy names; empty if the header is missing, repeated or from another sender."""
        if not self.header or not self.addresses.has_sender(scope):
            return ""
        sent = [value for name, value in scope["headers"] if name.decode("latin-1").lower() == self.header]
        return sent[0].decode("utf-8", "replace").strip() if len(sent) == 1 else ""

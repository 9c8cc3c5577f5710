"""Render the bar above the page: the links to the libraries, and the signed-in user."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.server.accounts.roles import Identity, Operation
from qa.web.escaping import attribute, escape
from qa.web.texts import Texts


@dataclass(frozen=True, slots=True)
class LibraryLink:
    """A library as a link in the bar."""

    name: str
    title: str
    description: str
    path: str
    """the path of the library's page, without a slash at its end"""


def render_account_bar(
    identity: Identity, links: Sequence[LibraryLink], current: str, root_path: str, texts: Texts
) -> str:
    """Return the bar as HTML; empty if it would show neither several libraries nor a signed-in user.

    Args:
        identity: the user; only libraries that the user may read are shown.
        links: all libraries of the server.
        current: the name of the library that the page shows.
        root_path: the path under which a proxy serves the page.
        texts: the strings of the page.
    """
    readable = [link for link in links if identity.may(Operation.READ, link.name)]
    parts = []
    if len(readable) > 1:
        shown = "".join(_link(link, current, root_path) for link in readable)
        everywhere = f'<a href="{attribute(root_path)}/ask-all">{texts.ask_all}</a>'
        parts.append(f'<span class="libraries">{texts.library}{shown}{everywhere}</span>')
    if identity.name:
        parts.append(
            f'<form method="post" action="{attribute(root_path)}/sign-out">'
            f'<span>{escape(identity.name)}</span> <button class="tool">{texts.sign_out}</button></form>'
        )
    return f'<nav class="account">{"".join(parts)}</nav>' if parts else ""


def _link(link: LibraryLink, current: str, root_path: str) -> str:
    mark = ' aria-current="page"' if link.name == current else ""
    address = attribute(f"{root_path}{link.path}/")
    return f'<a href="{address}" title="{attribute(link.description)}"{mark}>{escape(link.title)}</a>'

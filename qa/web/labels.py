"""Which words of the page stand on which component, so that a page can be shown in another language."""

from typing import Any, TypeVar

import gradio as gr

from qa.web.texts import Texts

_Component = TypeVar("_Component")


class Labels:
    """The components with words on them."""

    def __init__(self) -> None:
        self._named: list[tuple[Any, dict[str, str]]] = []

    def add(self, component: _Component, **properties: str) -> _Component:
        """Note what is written on a component.

        Args:
            component: that has words on it.
            **properties: which of its properties shows which string of :class:`Texts`.

        Returns:
            The component.
        """
        self._named.append((component, properties))
        return component

    @property
    def components(self) -> list[Any]:
        """All of them, in order."""
        return [component for component, _ in self._named]

    def updates(self, texts: Texts) -> list[Any]:
        """An update for each of them."""
        return [
            gr.update(**{name: _plain(getattr(texts, text)) for name, text in properties.items()})
            for _, properties in self._named
        ]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

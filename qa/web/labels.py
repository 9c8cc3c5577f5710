"""Collect the components that show text, so that their language can be changed."""

from typing import Any, TypeVar

import gradio as gr

from qa.web.events import Updates
from qa.web.texts import Texts

_Component = TypeVar("_Component")


class Labels:
    """The components that show text, with the field of :class:`Texts` that each property shows."""

    def __init__(self) -> None:
        self._strings: dict[Any, dict[str, str]] = {}

    def add(self, component: _Component, **properties: str) -> _Component:
        """Register a component and return it.

        Args:
            component: the component.
            **properties: for each property of the component, the name of the field of :class:`Texts` that it shows.
        """
        self._strings[component] = properties
        return component

    @property
    def components(self) -> list[Any]:
        """All registered components, in the order of registration."""
        return list(self._strings)

    def updates(self, texts: Texts) -> Updates:
        """Return updates that show all registered components in the language of ``texts``."""
        return {
            component: gr.update(**{name: _value(getattr(texts, field)) for name, field in properties.items()})
            for component, properties in self._strings.items()
        }


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

"""Sentences for people: made in Chinese where something happens, and said in another language where they are shown."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, Self


class Message(str):
    """A sentence for people, in Chinese, that knows what it was put together from.

    Args:
        template: the sentence with ``{name}`` where a value goes, as for :meth:`str.format`; always written out where
            the message is made, since a catalog knows it by this.
        **values: what goes there; one may be a message itself.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The sentence."""
        message = super().__new__(cls, template.format(**values))
        message.template = template
        message.values = values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """What a copy is made of: not of the sentence, which is no template."""
        return (self.template,), dict(self.values)

    def translated(self, catalog: Mapping[str, str]) -> str:
        """The sentence in another language, and in Chinese where the catalog lacks it.

        Args:
            catalog: templates by those in Chinese, with the same names in them.
        """
        if self.template not in catalog:
            return str(self)
        said = {
            name: value.translated(catalog) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return catalog[self.template].format(**said)


def message_of(error: BaseException) -> str:
    """What an error says: its :class:`Message`, of which ``str`` would leave the Chinese alone, or else its text."""
    said = error.args[0] if error.args else None
    return said if isinstance(said, Message) else str(error)


def listed(items: Iterable[str]) -> str:
    """One item or several in a row, which not every language sets apart with the same mark."""
    return reduce(lambda before, item: Message("{before}、{item}", before=before, item=item), items)

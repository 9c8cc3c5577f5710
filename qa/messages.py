"""Messages for users: written in Chinese where an event happens, translated where they are displayed."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, Self


class Message(str):
    """A Chinese sentence for users that remembers its template and its values, so that it can be translated.

    Args:
        template: the sentence with ``{name}`` placeholders, as for :meth:`str.format`. Write it as a literal at the
            call, because catalogs use it as the key.
        **values: the values of the placeholders; a value may itself be a message.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Format the sentence and keep its parts."""
        message = super().__new__(cls, template.format(**values))
        message.template = template
        message.values = values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Return the template and the values, from which copies and unpickled messages are made."""
        return (self.template,), dict(self.values)

    def translated(self, catalog: Mapping[str, str]) -> str:
        """Return the sentence in another language, or in Chinese if the catalog lacks its template.

        Args:
            catalog: maps each Chinese template to its translation, which uses the same placeholders.
        """
        if self.template not in catalog:
            return str(self)
        values = {
            name: value.translated(catalog) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return catalog[self.template].format(**values)


def message_of(error: BaseException) -> str:
    """Return the :class:`Message` of an error, or its text if it has none.

    ``str(error)`` would keep the Chinese sentence only and lose the translation.
    """
    message = error.args[0] if error.args else None
    return message if isinstance(message, Message) else str(error)


def listed(items: Iterable[str]) -> str:
    """Join items, at least one, into one message with the language's own separator: 、 in Chinese."""
    return reduce(lambda before, item: Message("{before}、{item}", before=before, item=item), items)

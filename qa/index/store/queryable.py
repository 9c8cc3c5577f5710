"""The interface for queries on a library's database."""

from typing import Any, Protocol

Values = tuple[Any, ...]


class Queryable(Protocol):
    """The interface for queries, which a database, a snapshot and a transaction provide."""

    def rows(self, query: str, values: Values = ()) -> list[Any]:
        """Return the rows of a query.

        Raises:
            LibraryError: the database is damaged or cannot be read.
        """

"""The table ``meta``: single values about a library, each with its checksum."""

from collections.abc import Sequence

from qa.errors import LibraryError
from qa.index.store.checksums import META_BYTES, Execute, row_checksum
from qa.index.store.queryable import Queryable
from qa.messages import Message


def meta_value(queryable: Queryable, key: str, name: str) -> str:
    """Return a value of the table ``meta``, which is compared with its checksum.

    Args:
        queryable: the database, or a snapshot or transaction of it.
        key: the value's key.
        name: the library, as an error names it.

    Raises:
        LibraryError: the value is missing or damaged.
    """
    return meta_values(queryable, (key,), name)[0]


def meta_values(queryable: Queryable, keys: Sequence[str], name: str) -> list[str]:
    """Return a value of the table ``meta`` for each key; the arguments and errors are those of :func:`meta_value`."""
    # Compared here and not by SQLite, which would wait for the interpreter lock for each call of a Python function.
    query = f"SELECT {META_BYTES}, checksum FROM meta WHERE key IN ({', '.join('?' * len(keys))})"
    stored = ((row[:-1], row[-1]) for row in queryable.rows(query, tuple(keys)))
    sound = [values for values, checksum in stored if row_checksum(*values) == checksum]
    found = {key.decode(): value.decode() for key, value in sound}
    for key in keys:
        if key not in found:
            raise LibraryError(
                Message("资料库读不了：{name}（{key} 缺失或损坏）。请用 qa verify --repair 修复", name=name, key=key)
            )
    return [found[key] for key in keys]


def meta_number(queryable: Queryable, key: str, name: str) -> int:
    """Return a number of the table ``meta``; the arguments and errors are those of :func:`meta_value`."""
    return int(meta_value(queryable, key, name))


def set_meta(execute: Execute, key: str, value: str) -> None:
    """Set a value of the table ``meta``."""
    checksum = row_checksum(key.encode(), value.encode())
    execute("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", (key, value, checksum))

"""The model that embedded the passages of a library, and the errors for a program that uses another model."""

from pathlib import Path

from qa.errors import ModelMismatchError
from qa.index.store.meta_table import meta_value
from qa.index.store.queryable import Queryable
from qa.messages import Message


def recorded_model(queryable: Queryable, name: str) -> str | None:
    """Return the identity of the model that embedded the passages, or ``None`` while there are no passages.

    Args:
        queryable: the database, or a snapshot of it.
        name: the library, as an error names it.

    Raises:
        LibraryError: the value is missing or damaged.
    """
    return meta_value(queryable, "model", name) if queryable.rows("SELECT 1 FROM passages LIMIT 1") else None


def refuse_other_model(held: str | None, wanted: str, folder: Path) -> None:
    """Refuse to open a library that was embedded with another model.

    Args:
        held: the identity of the model that the library records; ``None`` if it has no passages.
        wanted: the identity of the model that the program uses.
        folder: the library's folder, for the message.

    Raises:
        ModelMismatchError: the models differ; the text names the command that changes the library to the new model.
    """
    if held not in (None, wanted):
        raise ModelMismatchError(
            Message(
                "资料库 {folder} 是用模型 {held} 建的，而设置的模型是 {wanted}。"
                "请运行 qa reembed 用现在的模型重新计算（不用重新添加文件），或把 QA_MODEL 设回原来的模型",
                folder=folder,
                held=held,
                wanted=wanted,
            )
        )


def refuse_changed_model(held: str | None, wanted: str, folder: Path) -> None:
    """Refuse to use an open library after another process has changed its model.

    The arguments are those of :func:`refuse_other_model`.

    Raises:
        ModelMismatchError: the models differ; the text says to start the program again.
    """
    if held not in (None, wanted):
        raise ModelMismatchError(
            Message(
                "资料库 {folder} 已换成模型 {held}，而这个程序用的还是模型 {wanted}。"
                "请用资料库现在的模型（QA_MODEL）重新启动这个程序",
                folder=folder,
                held=held,
                wanted=wanted,
            )
        )

"""Compare documents with their checksums before they are quoted, so that no answer quotes damaged text."""

import json
from collections.abc import Collection, Iterator

from qa.errors import LibraryError
from qa.index.store.checksums import SOURCE_CHECKSUM, document_checksums
from qa.index.store.queryable import Queryable
from qa.messages import Message

_BATCH = 16
"""number of documents whose texts are in memory at the same time"""


class SoundDocuments:
    """Compares the documents of a library with their checksums and remembers the sound ones. Safe for threads.

    Each document is compared once, when it is first read: damage usually happens on the disk before that, not later.

    Args:
        name: the library, as an error names it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._checked: set[int] = set()

    def check(self, queryable: Queryable, document_ids: Collection[int]) -> None:
        """Compare documents and their sources with their checksums; skip the documents that are known to be sound.

        Raises:
            LibraryError: a document or a source is damaged, or a document has no source.
        """
        for document_id in self.damaged(queryable, document_ids):
            raise self._damaged(document_id)

    def damaged(self, queryable: Queryable, document_ids: Collection[int]) -> Iterator[int]:
        """Yield the number of each document that is damaged, has a damaged source or has no source.

        Documents that are known to be sound are not compared again. The same number may be yielded twice.
        """
        new = sorted(set(document_ids) - self._checked)
        if not new:
            return
        among = "IN (SELECT value FROM json_each(?))"
        without_source = queryable.rows(
            f"SELECT document_id FROM sources WHERE document_id {among} AND checksum != {SOURCE_CHECKSUM} "
            f"UNION SELECT id FROM documents WHERE id {among} AND id NOT IN (SELECT document_id FROM sources)",
            (json.dumps(new),) * 2,
        )
        found = {document_id for (document_id,) in without_source}
        yield from found
        # Compared as bytes: a damaged checksum may not be text.
        stored = dict(
            queryable.rows(f"SELECT id, CAST(checksum AS BLOB) FROM documents WHERE id {among}", (json.dumps(new),))
        )
        for start in range(0, len(new), _BATCH):
            present = [document_id for document_id in new[start : start + _BATCH] if document_id in stored]
            for document_id, checksum in document_checksums(queryable.rows, present).items():
                if checksum.encode() != stored[document_id]:
                    found.add(document_id)
                    yield document_id
        self._checked |= stored.keys() - found

    def check_passages(self, queryable: Queryable, passage_ids: Collection[int]) -> None:
        """Compare the documents of passages with their checksums; a missing passage that was not removed is damage.

        Raises:
            LibraryError: a document is damaged, a passage that nobody removed is missing, or a passage names a document
                to which it does not belong.
        """
        ids = (json.dumps(list(passage_ids)),)
        # The checksum of a document covers the passages that the index lists for it. One row holds all documents,
        # because threads that read at the same time wait for each other at every row.
        ((found,),) = queryable.rows(
            "SELECT json_group_array(DISTINCT CASE WHEN typeof(document_id) = 'integer' AND EXISTS ("
            "SELECT 1 FROM passages AS listed INDEXED BY passages_by_document "
            "WHERE listed.document_id = passages.document_id AND listed.id = value) THEN document_id END) "
            "FROM json_each(?) LEFT JOIN passages ON passages.id = value "
            "WHERE document_id IS NOT NULL OR value NOT IN (SELECT id FROM removed_passages)",
            ids,
        )
        documents: list[int | None] = json.loads(found)
        listed = {document for document in documents if document is not None}
        if len(listed) == len(documents):
            self.check(queryable, listed)
        if len(listed) < len(documents) or not listed <= self._checked:
            raise LibraryError(
                Message("资料库损坏：{name}（有段落或文件不见了）。请用 qa verify --repair 修复", name=self._name)
            )

    def _damaged(self, document_id: int) -> LibraryError:
        return LibraryError(
            Message(
                "编号为 {number} 的文件损坏了（校验和不符）：{name}。请用 qa verify --repair 修复；"
                "修不好的，请用 qa remove {number} 移除后重新添加",
                number=document_id,
                name=self._name,
            )
        )

"""The form in which people correct the metadata of the selected document."""

from typing import Any, cast

import gradio as gr

from qa.library import MetadataArguments
from qa.types import DocumentSummary, Metadata
from qa.web.events import Updates
from qa.web.labels import Labels
from qa.web.texts import ZH

_FIELDS = ("title", "issuer", "document_number", "date_written", "status")
_LONGEST = 500


class CorrectionForm:
    """A field for each value that can be corrected, and a button that saves them; shown while a document is selected.

    Args:
        labels: collects the components with words on them.
    """

    def __init__(self, labels: Labels) -> None:
        heading = gr.Accordion(ZH.correct_metadata, open=False, visible=False, elem_id="correction")
        with labels.add(heading, label="correct_metadata") as self._panel, gr.Row():
            self.fields = [
                labels.add(
                    gr.Textbox(label=getattr(ZH, f"correction_{name}"), max_lines=1, max_length=_LONGEST),
                    label=f"correction_{name}",
                )
                for name in _FIELDS
            ]
            self.save = labels.add(gr.Button(ZH.save_correction, size="sm", scale=0), value="save_correction")

    @property
    def components(self) -> list[Any]:
        """The components that change with the selected document."""
        return [self._panel, *self.fields]

    def updates(self, summary: DocumentSummary | None) -> Updates:
        """Return updates that show the form with the metadata of a document, or hide the form for ``None``."""
        values = _values(summary.metadata) if summary else ("",) * len(_FIELDS)
        fields: Updates = dict(zip(self.fields, values, strict=True))
        return {self._panel: gr.update(visible=summary is not None), **fields}


def changes(metadata: Metadata, values: tuple[str, ...]) -> MetadataArguments:
    """Return the contents of those fields of the form that differ from a document's metadata, by the field's name.

    Args:
        metadata: the stored metadata of the document.
        values: the contents of all fields of the form, in their order.
    """
    before = zip(_FIELDS, _values(metadata), values, strict=True)
    changed: Any = {name: value for name, stored, value in before if value.strip() != stored}
    return cast("MetadataArguments", changed)


def _values(metadata: Metadata) -> tuple[str, ...]:
    return tuple(str(getattr(metadata, name) or "") for name in _FIELDS)

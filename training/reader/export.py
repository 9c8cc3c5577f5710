"""Write the trained reader for ONNX Runtime, with 8-bit weights.

    python -m training.reader.export RUN [--output FILE]

RUN is the folder that ``training.reader.train`` has written. The vectors of words stay with the bundled model; the file
begins where they are looked up.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from embeddings.bundled import bundled_checkpoint
from training.reader.model import ReaderModel

_FILE = Path(__file__).parents[2] / "embeddings" / "reader" / "reader.onnx"
_LENGTH = 32
"""of the example that is traced; the file reads any length"""


def main() -> None:
    """Export the reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--output", type=Path, default=_FILE)
    arguments = parser.parse_args()
    model = ReaderModel(bundled_checkpoint(), attention="eager").eval()
    saved = torch.load(arguments.run / "checkpoint.pt", weights_only=True)
    model.load_state_dict(saved["model"], strict=False)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "reader.onnx"
        _export(model, exact)
        quantize_dynamic(exact, arguments.output, per_channel=True, weight_type=QuantType.QInt8)
    content = arguments.output.read_bytes()
    print(arguments.output, len(content), hashlib.sha256(content).hexdigest(), "step", saved["step"])


class _FromWords(nn.Module):
    """The reader with the vectors of words as input."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self._model = model

    def forward(self, words: Tensor, mask: Tensor, question: Tensor, passage: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self._model.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        relevance, spans = self._model.heads(hidden, question, passage)
        return relevance, spans


def _export(model: ReaderModel, path: Path) -> None:
    rows = (2, _LENGTH)
    example = (
        torch.zeros(*rows, model.bert.config.hidden_size),
        torch.ones(rows, dtype=torch.long),
        torch.ones(rows),
        torch.ones(rows),
    )
    names = ["words", "mask", "question", "passage"]
    axes = {name: {0: "rows", 1: "length"} for name in (*names, "spans")} | {"relevance": {0: "rows"}}
    torch.onnx.export(
        _FromWords(model),
        example,
        str(path),
        input_names=names,
        output_names=["relevance", "spans"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


if __name__ == "__main__":
    main()

"""The bundled model with last layers that can be trained, and the steps of their training."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from transformers import BertModel, PreTrainedTokenizerFast

from embeddings import bundled_checkpoint

_LAYERS = 6
"""number of layers trained, the last ones: their weights in 16 bits take 21 MB"""
_WARM_UP, _RATE, _WEIGHT_DECAY = 30, 5e-5, 0.01
_ENCODED = 32


class LastLayers(torch.nn.Module):
    """The bundled model as it encodes texts; only the last layers can be trained.

    Args:
        prompt: written before each text, such as ``query: ``.
        tokens: maximum number of tokens of a text; a longer text is truncated.
    """

    def __init__(self, prompt: str, tokens: int) -> None:
        super().__init__()
        folder = bundled_checkpoint()
        self._prompt, self._tokens = prompt, tokens
        self._tokenizer = PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)
        self._bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, dtype=torch.float32, local_files_only=True
        )
        self._first = len(self._bert.encoder.layer) - _LAYERS
        for part in (self._bert.embeddings, *self._bert.encoder.layer[: self._first]):
            part.requires_grad_(False)
        # Without dropout: the vectors that the trained ones are compared with were computed without it.
        self._bert.eval()

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Return unit vectors, shape (texts, dimension)."""
        prompted = [f"{self._prompt}{text}" for text in texts]
        tokens = self._tokenizer(prompted, padding=True, truncation=True, max_length=self._tokens, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self._bert(tokens["input_ids"], tokens["attention_mask"]).last_hidden_state.float()
        mask = tokens["attention_mask"].unsqueeze(2).float()
        return functional.normalize((hidden * mask).sum(dim=1) / mask.sum(dim=1), dim=1)

    def load_layers(self, weights: Mapping[str, Tensor]) -> None:
        """Replace the last layers by those that :meth:`layers` returned."""
        self._bert.encoder.layer.load_state_dict(weights, strict=False)

    @torch.no_grad()
    def encoded(self, texts: Sequence[str]) -> Tensor:
        """Return unit vectors of many texts, shape (texts, dimension), without gradients."""
        # Texts of similar length are encoded together, so that there is little padding.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        parts = (order[at : at + _ENCODED] for at in range(0, len(order), _ENCODED))
        vectors = torch.cat([self([texts[row] for row in part]) for part in parts])
        return vectors[torch.tensor(order).argsort()]

    def layers(self) -> dict[str, Tensor]:
        """Return the weights of the trained layers in 16 bits, by their names below ``encoder.layer``."""
        weights = self._bert.encoder.layer.state_dict()
        return {
            name: value.half().contiguous() for name, value in weights.items() if int(name.split(".")[0]) >= self._first
        }


class Training:
    """A training of last layers that can be interrupted.

    Args:
        model: the model, which is changed in place.
        steps: number of steps of the whole training.
        state: the file of the training state; if it exists, the training continues from it.
    """

    def __init__(self, model: LastLayers, steps: int, state: Path) -> None:
        self._model, self._steps, self._state = model, steps, state
        self._trained = [each for each in model.parameters() if each.requires_grad]
        self._optimizer = torch.optim.AdamW(self._trained, lr=_RATE, weight_decay=_WEIGHT_DECAY, betas=(0.9, 0.98))
        self.taken = 0
        """number of steps taken"""
        if state.exists():
            saved = torch.load(state, weights_only=True)
            model.load_state_dict(saved["layers"])
            self._optimizer.load_state_dict(saved["optimizer"])
            self.taken = int(saved["step"])

    def step(self, loss: Tensor) -> None:
        """Take a step against the gradient of a loss; the rate rises linearly and then falls to a twentieth."""
        left = (self._steps - self.taken) / max(1, self._steps - _WARM_UP)
        for group in self._optimizer.param_groups:
            group["lr"] = _RATE * min((self.taken + 1) / _WARM_UP, max(0.05, left))
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimizer.step()
        self.taken += 1

    def save(self) -> None:
        """Write the training state."""
        state = {"layers": self._model.state_dict(), "optimizer": self._optimizer.state_dict(), "step": self.taken}
        torch.save(state, self._state)

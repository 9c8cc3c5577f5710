"""The reader: the bundled embedding model over question and passage together, with two heads.

One head says how well the passage answers, the other where the answer begins and ends. The relevance starts as the
cosine of the mean vectors of the two parts, which the embedding model was trained for; a small network corrects it.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

_FROZEN_LAYERS = 6
_SCALE, _BIAS = 20.0, -17.0


class ReaderModel(nn.Module):
    """Relevance and answer span of question–passage pairs.

    Args:
        checkpoint: the folder of the bundled embedding model.
        attention: the implementation of attention in Transformers.
    """

    def __init__(self, checkpoint: Path, attention: str = "sdpa") -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            checkpoint, add_pooling_layer=False, dtype=torch.float32, attn_implementation=attention
        )
        size = self.bert.config.hidden_size
        self.scale = nn.Parameter(torch.tensor(_SCALE))
        self.bias = nn.Parameter(torch.tensor(_BIAS))
        relevance = nn.Linear(size, 1)
        self.correct = nn.Sequential(nn.Linear(3 * size, size), nn.GELU(), relevance)
        self.span = nn.Linear(size, 2)
        for part in (relevance, self.span):
            nn.init.zeros_(part.weight)
            nn.init.zeros_(part.bias)
        self._freeze()

    def _freeze(self) -> None:
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:_FROZEN_LAYERS]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor, question: Tensor, passage: Tensor) -> tuple[Tensor, Tensor]:
        """Return relevance logits, shape (rows,), and start and end logits, shape (rows, length, 2).

        Args:
            ids: tokens, shape (rows, length).
            mask: 1 for tokens and 0 for padding, same shape.
            question: 1 for the tokens of the question, same shape, float.
            passage: 1 for the tokens of the passage, same shape, float.
        """
        return self.heads(self.bert(input_ids=ids, attention_mask=mask).last_hidden_state, question, passage)

    def heads(self, hidden: Tensor, question: Tensor, passage: Tensor) -> tuple[Tensor, Tensor]:
        """Return the same from the last hidden states, shape (rows, length, size)."""
        asked, told = _mean(hidden, question), _mean(hidden, passage)
        unit_asked = nn.functional.normalize(asked, dim=1)
        unit_told = nn.functional.normalize(told, dim=1)
        cosine = (unit_asked * unit_told).sum(dim=1)
        features = torch.cat([asked * told, (asked - told).abs(), hidden[:, 0]], dim=1)
        return self.scale * cosine + self.bias + self.correct(features).squeeze(1), self.span(hidden)


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    return (hidden * mask.unsqueeze(2)).sum(dim=1) / mask.sum(dim=1, keepdim=True)

"""The layers that read a question together with a passage, with their outputs.

The first layers of the bundled model read the question and the passage apart from each other; their last hidden states
are the input here. The layers after them see both (DeFormer, Cao et al., ACL 2020). So the first layers need not read a
passage again for another question.
"""

import torch
from torch import Tensor
from torch.nn import Linear, Module, ModuleList, Parameter, functional

_MASKED = -1e4
"""logit of a token that is padding"""
_COSINE, _BIAS = 20.0, -18.0
"""values of the relevance before training: it begins as a cosine"""
_SCALE = 20.0


class JointLayers(Module):
    """Transformer layers over the states of a question and of a passage.

    Args:
        layers: the layers, of a model of the type BERT.
        dimension: the size of a hidden state.
    """

    def __init__(self, layers: ModuleList, dimension: int) -> None:
        super().__init__()
        self.layers = layers
        self.kind = Parameter(torch.zeros(2, dimension))
        """added to the states of a question and of a passage, shape (2, dimension)"""
        self.span = Linear(dimension, 2)
        self.product = Linear(dimension, 1)
        self.token = Linear(dimension, 1)
        self.mixture = Parameter(torch.tensor([_COSINE, 0.0, 0.0]))
        """weights of the cosine and of the highest logits of a beginning and of an end, shape (3,)"""
        self.bias = Parameter(torch.tensor(_BIAS))
        torch.nn.init.normal_(self.span.weight, std=0.02)
        torch.nn.init.zeros_(self.span.bias)
        for head in (self.product, self.token):
            torch.nn.init.zeros_(head.weight)
            torch.nn.init.zeros_(head.bias)

    def forward(
        self, question: Tensor, question_mask: Tensor, passage: Tensor, passage_mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Read pairs of a question and a passage.

        Args:
            question: the states of the questions, shape (pairs, tokens of a question, dimension).
            question_mask: 1 for a token and 0 for padding, shape (pairs, tokens of a question).
            passage: the states of the passages, shape (pairs, tokens of a passage, dimension).
            passage_mask: like ``question_mask``.

        Returns:
            The logits of the answer's first and last token, shape (pairs, tokens of a passage, 2), and the relevance,
            which is the logit of whether the passage answers, shape (pairs,).
        """
        kinds = self.kind.to(passage.dtype)
        states = torch.cat([question + kinds[0], passage + kinds[1]], dim=1)
        mask = torch.cat([question_mask, passage_mask], dim=1).bool()
        hidden = (~mask)[:, None, None, :] * torch.finfo(states.dtype).min
        for layer in self.layers:
            states = layer(states, hidden.to(states.dtype))
        of_question, of_passage = states.float().split([question.shape[1], passage.shape[1]], dim=1)
        return self.outputs(of_question, question_mask, of_passage, passage_mask)

    def outputs(
        self, of_question: Tensor, question_mask: Tensor, of_passage: Tensor, passage_mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return what :meth:`forward` returns, from the states after the layers.

        Shapes and masks are those of :meth:`forward`.
        """
        padding = ~passage_mask.bool()
        spans = self.span(of_passage).masked_fill(padding.unsqueeze(2), _MASKED)
        tokens = self.token(of_passage).squeeze(2).masked_fill(padding, _MASKED)
        product = _mean(of_question, question_mask) * _mean(of_passage, passage_mask)
        cosine = product.sum(dim=1, keepdim=True)
        highest = spans.max(dim=1).values
        relevance = (
            torch.cat([cosine, highest], dim=1) @ self.mixture
            + self.bias
            + self.product(product * _SCALE).squeeze(1)
            + torch.logsumexp(tokens, dim=1)
            - passage_mask.sum(dim=1).log()
        )
        return spans, relevance


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    """Return the mean state of the tokens with length 1, shape (pairs, dimension)."""
    return functional.normalize((states * mask.unsqueeze(2)).sum(dim=1), dim=1)

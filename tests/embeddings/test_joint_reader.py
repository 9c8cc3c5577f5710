"""The layers that read a question together with a passage, without padding and without copies of the model."""

import copy
from typing import Any

import numpy as np
import pytest
import torch

from embeddings import Encoder, packed_layers
from embeddings.halved_model import SPLIT
from embeddings.joint_layers import JointLayers
from embeddings.joint_reader import QUESTION_TOKENS, JointReader
from embeddings.trained_layers import PAIR_LAYERS, layers

QUESTION, PASSAGE = "多久能办好？", "第九条\n企业开办时间缩短到4天。"


@torch.inference_mode()
def test_a_reading_is_that_of_the_layers_as_they_were_trained(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_layers, "has_eight_bit_instructions", lambda: False)
    weights = layers(PAIR_LAYERS)
    reader = JointReader(encoder.halves(), weights)
    (reading,) = reader.read(QUESTION, [PASSAGE])

    bert: Any = encoder.load()[0].model
    joint = JointLayers(copy.deepcopy(bert.encoder.layer[SPLIT:]).float(), bert.config.hidden_size)
    joint.load_state_dict(weights)
    asked = encoder.halves().question(QUESTION, QUESTION_TOKENS)[None]
    passage = reader._passages.of([PASSAGE])[0].states.float()[None]
    spans, relevance = joint.eval()(asked, torch.ones(asked.shape[:2]), passage, torch.ones(passage.shape[:2]))
    assert reading.relevance == pytest.approx(relevance.item(), abs=1e-3)
    assert np.allclose(reading.logits, spans[0].numpy(), atol=1e-3)

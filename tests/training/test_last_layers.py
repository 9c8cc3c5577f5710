"""Last layers are trained, and an interrupted training continues."""

from pathlib import Path

import numpy as np
import torch

from embeddings import Encoder
from embeddings.trained_layers import QUERY_LAYERS, layers
from training.last_layers import LastLayers, Training

TEXT = "图书馆周一闭馆。"


def test_a_training_continues_where_it_stopped(encoder: Encoder, tmp_path: Path) -> None:
    target = torch.from_numpy(encoder.encode_sentences(["养犬应当登记。"]))
    model, state = LastLayers("passage: ", 32), tmp_path / "layers.state"
    before = model.encoded([TEXT])
    assert float(before[0].numpy() @ encoder.encode_sentences([TEXT])[0]) > 0.999
    training = Training(model, 3, state)
    training.step(1 - (model([TEXT]) * target).sum())
    training.save()
    continued = LastLayers("passage: ", 32)
    again = Training(continued, 3, state)
    assert again.taken == 1
    assert np.allclose(continued.encoded([TEXT]), model.encoded([TEXT]), atol=1e-5)
    again.step(1 - (continued([TEXT]) * target).sum())
    assert float((continued.encoded([TEXT]) * target).sum()) > float((before * target).sum())


def test_layers_that_were_returned_can_be_loaded(encoder: Encoder) -> None:
    model = LastLayers("query: ", 32)
    model.load_layers(layers(QUERY_LAYERS))
    assert float(model.encoded([TEXT])[0].numpy() @ encoder.encode_queries([TEXT])[0]) > 0.999


def test_many_texts_are_encoded_in_their_order() -> None:
    model = LastLayers("query: ", 32)
    texts = [TEXT * count for count in (3, 1, 2)]
    assert np.allclose(model.encoded(texts), np.concatenate([model.encoded([text]) for text in texts]), atol=1e-2)


def test_only_the_last_layers_are_returned_in_sixteen_bits() -> None:
    found = LastLayers("query: ", 32).layers()
    assert {name.split(".")[0] for name in found} == {str(number) for number in range(6, 12)}
    assert {value.dtype for value in found.values()} == {torch.float16}

"""Load a model without a trace in the settings of the host program."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
from transformers.utils import logging

from embeddings import ModelError
from embeddings.model_loading import load_model


@pytest.fixture(autouse=True)
def _settings_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # The variable HF_HUB_DISABLE_PROGRESS_BARS would override the settings of the test.
    monkeypatch.setattr(import_module("huggingface_hub.utils.tqdm"), "HF_HUB_DISABLE_PROGRESS_BARS", None)
    was_shown, was_hub_quiet, verbosity = _progress_bars(), are_progress_bars_disabled(), logging.get_verbosity()
    yield
    (logging.enable_progress_bar if was_shown else logging.disable_progress_bar)()
    (disable_progress_bars if was_hub_quiet else enable_progress_bars)()
    logging.set_verbosity(verbosity)


def _progress_bars() -> bool:
    return logging.is_progress_bar_enabled()


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("hub_shown", [True, False])
@pytest.mark.parametrize("verbosity", [logging.INFO, logging.ERROR])
@pytest.mark.parametrize("fails", [True, False])
def test_the_progress_bars_and_the_verbosity_stay_as_they_were(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, shown: bool, hub_shown: bool, verbosity: int, fails: bool
) -> None:
    during = []

    class Model:
        def __init__(self, *_: object, **__: object) -> None:
            during.append((_progress_bars(), logging.get_verbosity()))
            if fails:
                raise OSError("no model")

        def eval(self) -> "Model":
            return self

    monkeypatch.setattr("embeddings.shared_model.SharedModel", Model)
    (logging.enable_progress_bar if shown else logging.disable_progress_bar)()
    (enable_progress_bars if hub_shown else disable_progress_bars)()
    logging.set_verbosity(verbosity)
    if fails:
        with pytest.raises(ModelError):
            load_model(str(tmp_path))
    else:
        load_model(str(tmp_path))
    assert during == [(False, logging.ERROR)]
    assert _progress_bars() is shown
    assert are_progress_bars_disabled() is not hub_shown
    assert logging.get_verbosity() == verbosity

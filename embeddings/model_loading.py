"""Load a Sentence Transformers model from this computer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import ModelError

if TYPE_CHECKING:
    import torch

    from embeddings.shared_model import SharedModel

_SPIN_COUNT = "1000"


def load_model(folder: str) -> "SharedModel":
    """Load the model in a folder, for the CPU.

    Raises:
        ModelError: the folder does not hold a Sentence Transformers model.
    """
    # PyTorch reads this when it is first imported. Its threads wait for each other by spinning, by default for
    # milliseconds. When another program competes for a processor, spinning costs a quarter of a second per question;
    # otherwise it saves nothing.
    os.environ.setdefault("GOMP_SPINCOUNT", _SPIN_COUNT)
    from embeddings.shared_model import SharedModel

    try:
        with _quiet_transformers():
            model = SharedModel(folder, device="cpu", local_files_only=True, model_kwargs={"dtype": _precision()})
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(f"模型打不开：{folder}（{error}）。请检查这是不是 Sentence Transformers 的模型") from error
    return model.eval()


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    """Silence Transformers while it loads a model: its progress bar and the report of weights of an unused layer.

    Afterwards, the verbosity and the progress bars are as the host program had set them.
    """
    from transformers.utils import logging

    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        with _without_progress_bar():
            yield
    finally:
        logging.set_verbosity(verbosity)


@contextmanager
def _without_progress_bar() -> Iterator[None]:
    from huggingface_hub.utils import are_progress_bars_disabled, disable_progress_bars
    from transformers.utils import logging

    if not logging.is_progress_bar_enabled():
        yield
        return
    # Transformers switches the progress bars of Hugging Face Hub together with its own.
    is_hub_quiet = are_progress_bars_disabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.enable_progress_bar()
        if is_hub_quiet:
            disable_progress_bars()


def _precision() -> "torch.dtype":
    """Return bfloat16 if the CPU computes in it natively, else float32."""
    import torch

    capabilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return torch.bfloat16 if capabilities.get("avx512_bf16") or capabilities.get("amx_bf16") else torch.float32


def cached_snapshot(name: str) -> Path:
    """Return the folder of a model in the local Hugging Face cache, without a download.

    Args:
        name: the model's name on the Hugging Face Hub.

    Raises:
        ModelError: the cache does not hold the model, or the name is not valid.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise ModelError(f"找不到模型：{name}。请在 QA_MODEL 里写模型文件夹的路径，或不设它来用自带的模型") from error

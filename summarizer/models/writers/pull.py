"""Downloads a model when a person asks for it, and at no other time.

The size is known before a byte is fetched, a broken download goes on where it stopped,
and every weight file is compared with the checksum that the hub gives for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from summarizer.errors import ModelDamaged, ModelError, ModelMissing, reason_of
from summarizer.models.files import checksum
from summarizer.models.writers import NO_NAME
from summarizer.models.writers.presets import find_preset
from summarizer.text.addresses import is_address, public_address

WANTED = (
    "*.safetensors", "*.safetensors.index.json", "config.json", "generation_config.json",
    "tokenizer*.json", "tokenizer.model", "special_tokens_map.json", "added_tokens.json",
    "vocab.json", "vocab.txt", "merges.txt", "spiece.model", "spm.model",
    "sentencepiece.bpe.model",
    "chat_template.jinja", "modules.json", "sentence_bert_config.json", "1_Pooling/config.json",
    "README.md",
)  # fmt: skip
"""What a model needs: weights as safetensors, configuration, tokenizer. No code, no pickles."""

Step = Callable[[str, int, int], None]
"""Called with (file, bytes done, bytes in all)."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file on the hub: its size in bytes and, for weights, its SHA-256."""

    name: str
    size: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a download would bring.

    Attributes:
        repo: the model's name on the hub.
        revision: the exact state that is fetched.
        files: the files, weights last.
    """

    repo: str
    revision: str
    files: tuple[Remote, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(file.size for file in self.files)


def plan_pull(name: str, *, hub: Any = None) -> Plan:
    """Ask the hub what a model consists of.

    Args:
        name: a preset or a hub name ("owner/name").
        hub: a `huggingface_hub.HfApi`; None makes one.

    Raises:
        ModelMissing: the hub has no such model, or it has no safetensors weights.
        ModelError: the hub cannot be reached or offline mode is on.
    """
    if is_address(name):
        raise ModelMissing(
            NO_NAME,
            subject=public_address(name),
            advice="Models on the hub are named by owner and name: owner/name.",
        )
    preset = find_preset(name)
    repo = preset.repo if preset else name
    try:
        info = (hub or _hub()).model_info(repo, files_metadata=True)
    except Exception as error:
        raise _hub_error(error, repo) from error
    files = [
        Remote(str(f.rfilename), int(f.size or 0), _sum_of(f.lfs))
        for f in info.siblings or ()
        if any(fnmatch(f.rfilename, pattern) for pattern in WANTED)
    ]
    if not any(file.name.endswith(".safetensors") for file in files):
        raise ModelMissing(
            "it has no safetensors weights, and others are not loaded",
            subject=repo,
            advice="Take another model; docs/writers.md lists the presets.",
        )
    return Plan(repo, str(info.sha or "main"), tuple(sorted(files, key=lambda f: f.size)))


def pull(plan: Plan, *, progress: Step | None = None, hub: Any = None) -> Path:
    """Download what the plan names; return the model's folder.

    Files that are already whole are not fetched again, and a broken one goes on where
    it stopped.

    Args:
        plan: from `plan_pull`.
        progress: told before and after each file.
        hub: a `huggingface_hub.HfApi`; None makes one.

    Raises:
        ModelDamaged: a file's checksum is not the hub's; the file is deleted.
        ModelError: the hub cannot be reached, or the disk is full.
    """
    api = hub or _hub()
    done = 0
    folder: Path | None = None
    for file in plan.files:
        if progress is not None:
            progress(file.name, done, plan.size)
        try:
            place = Path(api.hf_hub_download(plan.repo, file.name, revision=plan.revision))
        except Exception as error:
            raise _hub_error(error, plan.repo) from error
        _require_sum(place, file)
        done += file.size
        if file.name == "config.json":
            folder = place.parent
    if progress is not None:
        progress("", plan.size, plan.size)
    if folder is None:
        raise ModelMissing("it has no config.json", subject=plan.repo)
    _point_main(folder, plan.revision)
    return folder


def _sum_of(lfs: Any) -> str:
    """The SHA-256 of a large file; the hub's library gives it as a field or in a mapping."""
    if isinstance(lfs, dict):
        return str(lfs.get("sha256") or "")
    return str(getattr(lfs, "sha256", "") or "")


def _require_sum(place: Path, file: Remote) -> None:
    if not file.sha256:
        return
    found = checksum(place)
    if found != file.sha256:
        place.resolve().unlink(missing_ok=True)
        raise ModelDamaged(
            f"its checksum is {found[:12]}…, it should be {file.sha256[:12]}…",
            subject=file.name,
            advice="It was deleted; download it again.",
        )


def _point_main(folder: Path, revision: str) -> None:
    """Name the revision as the cache's main, so that the model is found by its name."""
    main = folder.parent.parent / "refs" / "main"
    if folder.parent.name == "snapshots" and not main.exists():
        main.parent.mkdir(parents=True, exist_ok=True)
        main.write_text(revision, encoding="utf-8")


def _hub() -> Any:
    from huggingface_hub import HfApi

    return HfApi()


def _hub_error(error: Exception, repo: str) -> ModelError:
    from huggingface_hub.errors import (
        GatedRepoError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
    )

    if isinstance(error, ModelError):
        return error
    if isinstance(error, OfflineModeIsEnabled):
        return ModelError(
            "offline mode is on", subject=repo, advice="Take HF_HUB_OFFLINE out of the environment."
        )
    if isinstance(error, GatedRepoError):
        return ModelError(
            "its owner wants you to accept terms first",
            subject=repo,
            advice="Accept them on the model's page and log in: hf auth login",
        )
    if isinstance(error, RepositoryNotFoundError):
        return ModelMissing("the hub has no such model", subject=repo, advice="Check its name.")
    if isinstance(error, OSError) and error.errno is not None and error.strerror:
        return ModelError(f"it cannot be stored ({reason_of(error)})", subject=repo)
    said = re.sub(r"^\[Errno -?\d+\] ", "", str(error).strip())
    reason = (said.splitlines() or [type(error).__name__])[0][:160]
    return ModelError(
        f"the hub cannot be reached ({reason})",
        subject=repo,
        advice="What was downloaded is kept; try again once there is a network.",
    )

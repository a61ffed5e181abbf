"""A hub of models in memory."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

WEIGHTS = b"weights" * 1000


class Hub:
    """A hub in memory; `fail` files break until they were asked for twice."""

    def __init__(self, files: dict[str, bytes], root: Path, *, altered: bool = False) -> None:
        self.files, self.root, self.altered = files, root, altered
        self.asked: list[str] = []

    def model_info(self, repo: str, *, files_metadata: bool) -> Any:
        assert files_metadata
        siblings = [
            SimpleNamespace(
                rfilename=name,
                size=len(data),
                lfs={"sha256": hashlib.sha256(data).hexdigest()} if len(data) > 999 else None,
            )
            for name, data in self.files.items()
        ]
        return SimpleNamespace(siblings=siblings, sha="abc123")

    def hf_hub_download(self, repo: str, name: str, *, revision: str) -> str:
        self.asked.append(name)
        place = self.root / "snapshots" / revision / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"altered" if self.altered else self.files[name])
        return str(place)


FILES = {
    "config.json": b"{}",
    "model.safetensors": WEIGHTS,
    "pytorch_model.bin": WEIGHTS,
    "modeling_own.py": b"import os",
    "tokenizer.json": b"{}",
}

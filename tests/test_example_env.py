"""`.env.example` says what the settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.example_env import example_env
from summarizer.errors import SettingsError
from summarizer.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]


def test_the_example_lists_every_setting_as_it_is() -> None:
    shipped = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert shipped == example_env(), "run: make env-example"


def test_the_example_holds_no_path_of_the_machine_that_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert str(tmp_path) not in example_env()


def test_an_empty_line_of_the_example_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READOUT_CACHE_DIR", raising=False)
    usual = Settings().cache_dir
    monkeypatch.setenv("READOUT_CACHE_DIR", "")
    assert Settings().cache_dir == usual


def test_a_wrong_value_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_MAX_FILE_MB", "lots")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "READOUT_MAX_FILE_MB" in str(caught.value)
    assert ".env.example" in str(caught.value)

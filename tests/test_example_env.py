"""`.env.example` says what the settings say."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.example_env import example_env
from bot.settings import BotSettings, load_bot_settings
from summarizer.errors import SettingsError
from summarizer.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]
DIRECTORIES = ("READOUT_DATA_DIR", "READOUT_CACHE_DIR", "READOUT_BOT_DATA_DIR")


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


def test_a_misspelt_setting_in_python_is_refused_and_one_in_a_file_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TypeError, match="no setting 'lenght'; did you mean 'length'"):
        Settings(lenght="short")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"BotSettings has no setting 'cooldwon'.*'cooldown'"):
        BotSettings(cooldwon=3)  # type: ignore[call-arg]
    (tmp_path / ".env").write_text(
        "READOUT_LENGHT=short\nREADOUT_WORKERS=3\nPATH_OF=x\nDISCORD_TOKEN=abc\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READOUT_THREDS", "2")
    monkeypatch.setenv("READOUT_THREADS", "2")
    made = Settings(length="long")
    assert (made.length, made.workers, made.threads) == ("long", 3, 2)
    assert BotSettings(token=SecretStr("x")).token.get_secret_value() == "x"  # type: ignore[call-arg]
    assert BotSettings().token.get_secret_value() == "abc"


def test_a_user_without_a_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_number: int) -> None:
        raise KeyError

    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", *DIRECTORIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    for load in (load_settings, load_bot_settings):
        with pytest.raises(SettingsError) as caught:
            load()
        assert all(name in str(caught.value) for name in ("HOME", *DIRECTORIES))
    for name in DIRECTORIES:
        monkeypatch.setenv(name, "/srv/news")
    assert load_settings().data_dir == load_bot_settings().data_dir == Path("/srv/news")

"""What the cache of vectors promises: nothing is lost, nothing stands in the way."""

import logging
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models.cache import FILE_NAME, KEY_BYTES, VectorCache, text_key

ROW = b"v" * 768


def keys(count: int, start: int = 0) -> list[bytes]:
    return [(start + i).to_bytes(KEY_BYTES, "big") for i in range(count)]


def rows(count: int, start: int = 0) -> dict[bytes, bytes]:
    return {key: key + ROW[KEY_BYTES:] for key in keys(count, start)}


def open_cache(folder: Path, limit_mb: int = 64) -> VectorCache:
    return VectorCache(folder, limit_mb)


def test_what_was_stored_is_found_by_another_run(tmp_path):
    entries = rows(1234)
    first = open_cache(tmp_path)
    first.store(entries)
    first.close()
    second = open_cache(tmp_path)
    assert second.fetch([*entries, b"unknown-unknown-"]) == entries
    second.close()


def test_nothing_is_written_before_it_is_needed(tmp_path):
    open_cache(tmp_path / "new").close()
    assert not (tmp_path / "new").exists()


def test_a_closed_cache_opens_again(tmp_path):
    cache = open_cache(tmp_path)
    cache.store(rows(2))
    cache.close()
    assert len(cache.fetch(keys(3))) == 2
    cache.close()


def test_the_oldest_vectors_make_room(tmp_path):
    cache = open_cache(tmp_path, limit_mb=1)
    for start in range(0, 4000, 200):
        cache.store(rows(200, start))
    kept = set(cache.fetch(keys(4000)))
    assert set(keys(200, 3800)) <= kept, "the newest are there"
    assert not kept & set(keys(200)), "the oldest are gone"
    assert len(kept) > 500, "no more went than had to"
    cache.close()
    assert (tmp_path / FILE_NAME).stat().st_size <= 1_000_000


def test_a_smaller_limit_shrinks_the_file(tmp_path):
    large = open_cache(tmp_path, limit_mb=8)
    large.store(rows(6000))
    large.close()
    small = open_cache(tmp_path, limit_mb=1)
    small.store(rows(10, 9000))
    assert len(small.fetch(keys(10, 9000))) == 10
    small.close()
    assert (tmp_path / FILE_NAME).stat().st_size <= 1_100_000


@pytest.mark.parametrize("damage", ["text", "middle", "empty_table", "cut"])
def test_a_damaged_file_is_set_aside_and_replaced(tmp_path, caplog, damage):
    cache = open_cache(tmp_path)
    cache.store(rows(3000))
    cache.close()
    path = tmp_path / FILE_NAME
    if damage == "text":
        path.write_text("this was a cache once " * 100)
    elif damage == "cut":
        os.truncate(path, 4096 * 3)
    elif damage == "middle":
        data = bytearray(path.read_bytes())
        data[4096:200_000] = b"\x5a" * (200_000 - 4096)
        path.write_bytes(data)
    else:
        with sqlite3.connect(path) as db:
            db.execute("DROP TABLE vectors")
        db.close()
    caplog.set_level(logging.WARNING, "readout")
    again = open_cache(tmp_path)
    again.fetch(keys(3000))
    again.store(rows(5))
    assert again.fetch(keys(5)) == rows(5)
    again.close()
    assert path.with_name(FILE_NAME + ".damaged").exists()
    assert len(caplog.records) == 1
    assert "damaged" in caplog.text


def test_who_finds_the_damage_second_leaves_the_new_file_alone(tmp_path, caplog):
    first, second = open_cache(tmp_path), open_cache(tmp_path)
    first.store(rows(3000))
    first.close()
    assert second.fetch(keys(1)) == rows(1)
    path = tmp_path / FILE_NAME
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)
    caplog.set_level(logging.WARNING, "readout")
    first.store(rows(5, 7000))
    assert first.fetch(keys(5, 7000)) == rows(5, 7000)
    assert second.fetch(keys(3000) + keys(5, 7000)) == rows(5, 7000)
    first.close()
    second.close()
    assert len(caplog.records) == 1
    assert (tmp_path / (FILE_NAME + ".damaged")).read_bytes() == data


def test_a_cache_of_another_version_starts_afresh(tmp_path, caplog):
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("CREATE TABLE vectors (x)")
        db.execute("PRAGMA user_version = 99")
    db.close()
    cache = open_cache(tmp_path)
    cache.store(rows(5))
    assert cache.fetch(keys(5)) == rows(5)
    cache.close()
    assert not caplog.records


def test_a_folder_that_cannot_be_made_costs_one_notice(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    cache = open_cache(tmp_path / "file" / "cache")
    for _ in range(3):
        cache.store(rows(2))
        assert cache.fetch(keys(2)) == {}
    cache.close()
    assert len(caplog.records) == 1
    assert "cannot be used (not a directory): vectors" in caplog.text


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


COMMON = """
import sys
from pathlib import Path
from summarizer.models.cache import VectorCache
key = lambda i: i.to_bytes(16, "big")
rows = {{key(i): b"v" * 768 for i in range({start}, {end})}}
cache = VectorCache(Path({folder!r}), 64)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
def test_a_read_only_folder_is_still_read(tmp_path):
    cache = open_cache(tmp_path)
    cache.store(rows(10))
    cache.close()
    root = os.geteuid() == 0
    for path in (tmp_path / FILE_NAME, tmp_path):
        path.chmod(0o555)
    for parent in tmp_path.parents:
        if root and parent.stat().st_uid == 0 and len(parent.parts) > 2:
            parent.chmod(0o755)
    nobody = "import os; os.setuid(65534)\n" if root else ""
    code = (
        COMMON.format(start=50, end=60, folder=str(tmp_path))
        + nobody
        + (
            "cache.store(rows); cache.store(rows)\n"
            "print('found', len(cache.fetch([key(i) for i in range(60)])))\ncache.close()"
        )
    )
    try:
        out = run(code)
    finally:
        tmp_path.chmod(0o755)
    assert "found 10" in out
    assert out.count("read-only") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_costs_one_notice_and_keeps_what_was_there(tmp_path):
    cache = open_cache(tmp_path)
    cache.store(rows(10))
    cache.close()
    code = COMMON.format(start=100, end=3000, folder=str(tmp_path)) + (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "cache.store(rows); cache.store(rows)\n"
        "print('found', len(cache.fetch([key(i) for i in range(10)])))\ncache.close()"
    )
    out = run(code)
    assert "found 10" in out
    assert out.count("new vectors are not kept") == 1


def test_several_processes_share_one_cache(tmp_path):
    code = COMMON.format(start=0, end=1, folder=str(tmp_path)) + (
        "me = int(sys.argv[1])\n"
        "for i in range(me, 400, 4):\n"
        "    cache.store({key(i): b'v' * 768})\n"
        "cache.close()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(me)], stderr=subprocess.PIPE)
        for me in range(4)
    ]
    assert [process.communicate()[1] for process in started] == [b""] * 4
    cache = open_cache(tmp_path)
    assert len(cache.fetch(keys(400))) == 400
    cache.close()


def test_several_threads_share_one_cache(tmp_path):
    cache = open_cache(tmp_path)

    def work(me: int) -> None:
        for start in range(me * 100, me * 100 + 100, 10):
            cache.store(rows(10, start))
            assert len(cache.fetch(keys(10, start))) == 10

    threads = [threading.Thread(target=work, args=(me,)) for me in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.fetch(keys(600)) == rows(600)
    cache.close()


@given(st.text(), st.text(), st.text(), st.text())
def test_keys_differ_where_model_or_text_differ(model, text, other_model, other_text):
    same = (model, text) == (other_model, other_text)
    if "\0" not in model + other_model:
        assert (text_key(model, text) == text_key(other_model, other_text)) == same

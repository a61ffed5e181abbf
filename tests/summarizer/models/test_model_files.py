"""Whether models are found and found whole."""

import ctypes
import json
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from summarizer.errors import ModelDamaged, ModelMissing
from summarizer.models import hardware
from summarizer.models.files import PACKAGED_SHA256, ModelFolder, find_model, verify
from summarizer.models.registry import list_models


def test_the_packaged_model_is_whole(settings_for, tmp_path):
    folder = find_model("packaged")
    assert verify(folder, tmp_path / "cache") == PACKAGED_SHA256


def test_a_wrong_checksum_is_said_with_what_to_do(tiny, tmp_path):
    claimed = ModelFolder("all-MiniLM-L6-v2", tiny, PACKAGED_SHA256)
    with pytest.raises(ModelDamaged) as caught:
        verify(claimed, tmp_path)
    assert "checksum" in str(caught.value)
    assert "pip install --force-reinstall" in str(caught.value)


def test_a_checksum_is_remembered_until_the_file_changes(tiny, tmp_path):
    folder, cache = ModelFolder("tiny", tiny), tmp_path / "cache"
    first = verify(folder, cache)
    ledger = cache / "verified.json"
    known = json.loads(ledger.read_text())
    [(place, entry)] = known.items()
    ledger.write_text(json.dumps({place: [*entry[:2], "remembered"]}))
    assert verify(folder, cache) == "remembered"
    assert verify(folder, cache, afresh=True) == first
    data = bytearray((tiny / "model.safetensors").read_bytes())
    data[-1] ^= 1
    (tiny / "model.safetensors").write_bytes(data)
    assert verify(folder, cache) != first


def test_checksums_need_no_cache(tiny, tmp_path):
    (tmp_path / "file").write_text("")
    folder = ModelFolder("tiny", tiny)
    assert verify(folder, None) == verify(folder, tmp_path / "file" / "cache")


@pytest.mark.parametrize("content", ["[", "[]", '{"x": 1}', "null"])
def test_a_broken_memory_of_checksums_is_ignored(tiny, tmp_path, content):
    (tmp_path / "verified.json").write_text(content)
    folder = ModelFolder("tiny", tiny)
    assert verify(folder, tmp_path) == verify(folder, None)


def test_weights_in_parts_need_all_their_parts(tiny, tmp_path):
    whole = tiny / "model.safetensors"
    parts = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    (tiny / parts[0]).write_bytes(whole.read_bytes())
    index = {"weight_map": {"a": parts[0], "b": parts[1]}}
    (tiny / "model.safetensors.index.json").write_text(json.dumps(index))
    whole.rename(tiny / "kept")
    with pytest.raises(ModelDamaged, match="00002"):
        verify(ModelFolder("tiny", tiny), None)
    (tiny / "kept").rename(tiny / parts[1])
    assert len(verify(ModelFolder("tiny", tiny), None)) == 64


def test_a_downloaded_model_is_found_by_its_name(tiny, tmp_path, monkeypatch):
    hub = tmp_path / "hub"
    entry = hub / "models--sentence-transformers--tiny"
    (entry / "refs").mkdir(parents=True)
    (entry / "refs" / "main").write_text("abc123\n")
    (entry / "snapshots").mkdir()
    tiny.rename(entry / "snapshots" / "abc123")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(hub))
    for name in ("tiny", "sentence-transformers/tiny"):
        assert find_model(name).path.name == "abc123"
        assert find_model(name).name == name
    with pytest.raises(ModelMissing, match="hf download other/tiny"):
        find_model("other/tiny")


def test_the_list_tells_whole_from_broken(tiny, settings_for):
    (tiny / "model.safetensors").write_bytes(b"short")
    packaged, other = list_models(settings_for(tiny))[:2]
    assert (packaged.ok, packaged.sha256, packaged.chosen) == (True, PACKAGED_SHA256, False)
    assert packaged.licence == "Apache-2.0"
    assert packaged.size_bytes > 90_000_000
    assert (other.ok, other.chosen) == (False, True)
    assert "cut" in other.note


def test_the_list_names_a_model_that_is_not_there(settings_for, tmp_path):
    missing = list_models(settings_for(tmp_path / "nowhere"))[1]
    assert (missing.ok, missing.path, missing.chosen) == (False, None, True)
    assert "no such folder" in missing.note


def test_threads_follow_the_setting_or_the_machine():
    assert hardware.choose_threads(3) == 3
    assert hardware.choose_threads(0) == hardware.usable_cpus() >= 1


@pytest.mark.parametrize(
    ("files", "cpus"),
    [
        ({"cpu.max": "150000 100000\n"}, 1.5),
        ({"cpu.max": "max 100000\n"}, None),
        ({"cpu/cpu.cfs_quota_us": "50000", "cpu/cpu.cfs_period_us": "100000"}, 0.5),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, None),
        ({}, None),
    ],
)
def test_a_container_s_quota_is_known(tmp_path, monkeypatch, files, cpus):
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    monkeypatch.setattr(hardware, "_CGROUP", tmp_path)
    assert hardware._cpu_quota() == cpus
    assert hardware.usable_cpus() >= 1


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="needs glibc")
def test_memory_that_is_used_again_stays_with_the_process():
    code = """
import resource
import numpy as np
from summarizer.models import hardware
hardware.keep_memory()
faults = []
for _ in range(9):  # the blocks of a batch, as the encoder takes and frees them
    blocks = [np.ones(size * 100_000) for size in (2, 6, 8, 4)]
    del blocks
    faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
print(faults[-1] - faults[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1_000


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="needs glibc")
def test_memory_that_other_threads_freed_goes_back_to_the_system():
    code = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import numpy as np
from summarizer.models import hardware
def pages():
    return int(Path("/proc/self/statm").read_text().split()[1])
def batch(_):
    return len([np.ones(size * 100_000) for size in (2, 6, 8, 4)])
before = pages()
hardware.share_one_heap()
hardware.keep_memory()
with ThreadPoolExecutor(4) as threads:
    list(threads.map(batch, range(40)))
    hardware.give_memory_back()
    print(pages() - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1_000


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="needs glibc")
def test_memory_that_is_free_goes_back_to_the_system():
    def held():
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    before = held()
    blocks = [np.ones(1_000) for _ in range(10_000)]  # 80 MB, in pieces that glibc keeps
    del blocks[:-1]
    hardware.give_memory_back()
    assert held() < before + 20_000_000

"""Entailment models: which answer is entailment, what is no such model, and the way to a reader."""

from __future__ import annotations

import json
import math
import shutil
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.fake_encoder import FakeEncoder
from support.fake_hub import FILES, Hub
from support.schemas import validate
from support.tiny_judge import NLI, build, save_opinionated, save_taught
from support.writing_server import server
from typer.testing import CliRunner, Result

from summarizer.cli.app import app
from summarizer.cli.checkup import look_at_judge
from summarizer.domain import Brief
from summarizer.errors import ModelDamaged, ModelError, ModelMissing, SettingsError
from summarizer.models.base import Draft, Task
from summarizer.models.files import ModelFolder
from summarizer.models.judges import open_judge
from summarizer.models.judges.labels import read_answers
from summarizer.models.judges.local import LocalJudge
from summarizer.models.writers import check_writer, places
from summarizer.settings import Settings
from summarizer.writing import rewrite_brief

pytestmark = pytest.mark.model

SOURCE = (
    "The boy was pulled from the canal by two divers while his dog was carried away by the "
    "current, police in Orlavik said. The council of Orlavik will close the towpath until Friday."
)
RIGHT = "Two divers pulled the boy from the canal."
WRONG = "The dog was pulled from the canal by divers."
"""The checker sees nothing wrong with it: every word is the source's."""


def judge_at(folder: Path, **options: object) -> LocalJudge:
    return LocalJudge(str(folder), **{"dtype": "float32", "device": "cpu", "threads": 1, **options})  # type: ignore[arg-type]


def softmax(logits: Sequence[float], place: int) -> float:
    return math.exp(logits[place]) / sum(map(math.exp, logits))


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    first = SOURCE.partition(". ")[0] + "."
    examples = [(text, RIGHT, True) for text in (SOURCE, first)]
    examples += [(text, WRONG, False) for text in (SOURCE, first)]
    return save_taught(tmp_path_factory.mktemp("taught") / "tiny-nli", examples)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {
        "READOUT_CACHE_DIR": str(tmp_path / "cache"),
        "READOUT_DATA_DIR": str(tmp_path / "data"),
        "READOUT_WRITER_DTYPE": "float32",
        "READOUT_WRITER_DEVICE": "cpu",
    }.items():
        monkeypatch.setenv(name, value)
    row = {"id": "canal", "title": "Boy saved from canal", "text": SOURCE}
    (tmp_path / "canal.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "said.txt").write_text(f"{RIGHT} {WRONG}\n", encoding="utf-8")
    return tmp_path


def readout(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], obj=FakeEncoder())


@pytest.mark.parametrize(
    ("labels", "place"),
    [
        (NLI, 1),
        (("entailment", "neutral", "contradiction"), 0),
        (("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), 2),
        (("not_entailment", "Entailment"), 1),
        (("SUPPORTS", "REFUTES", "NOT ENOUGH INFO"), 0),
        (("inconsistent", "consistent"), 1),
    ],
)
def test_entailment_is_found_by_its_name_wherever_it_stands(
    tmp_path: Path, labels: tuple[str, ...], place: int
) -> None:
    logits = [0.3, 1.7, -0.4][: len(labels)]
    judge = judge_at(save_opinionated(tmp_path, logits, labels))
    assert judge.entail([("It rained.", "It was wet.")]) == [pytest.approx(softmax(logits, place))]


def test_a_single_number_becomes_a_probability(tmp_path: Path) -> None:
    judge = judge_at(save_opinionated(tmp_path, [1.5], ["LABEL_0"]))
    assert judge.entail([("a", "b")]) == [pytest.approx(1 / (1 + math.exp(-1.5)))]


@pytest.mark.parametrize("family", ["roberta", "deberta-v2", "bart"])
def test_other_families_judge_too(tmp_path: Path, family: str) -> None:
    judge = judge_at(save_opinionated(tmp_path, [0.0, 2.0, 0.0], family=family))
    pairs = [("It rained all night.", "It rained."), ("a " * 90, "b"), ("", "c")]
    assert judge.entail(pairs) == [pytest.approx(softmax([0, 2, 0], 1))] * 3


@pytest.mark.parametrize("family", ["bert", "roberta", "bart", "mpnet"])
def test_a_pair_is_cut_to_the_places_that_the_model_has(tmp_path: Path, family: str) -> None:
    judge = judge_at(save_opinionated(tmp_path, [0.0, 2.0, 0.0], family=family, positions=90))
    assert judge.entail([("a " * 300, "b")]) == [pytest.approx(softmax([0, 2, 0], 1))]


def test_batches_are_bounded_and_answers_come_in_the_order_of_the_questions(
    taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.models.judges.local.TOKENS", 120)
    seen: list[tuple[int, int]] = []
    judge = judge_at(taught)
    pairs = [(SOURCE, RIGHT), (SOURCE, WRONG), ("boy", RIGHT)] * 3
    found = judge.entail(pairs, lambda done, total: seen.append((done, total)))
    alone = [judge.entail([pair])[0] for pair in pairs]
    assert found == [pytest.approx(chance, abs=1e-4) for chance in alone]
    assert found[0] and found[1] and found[0] > 0.5 > found[1]
    assert len(seen) > 3 and seen[-1] == (9, 9)
    judge.close()
    assert not judge.loaded


def test_a_premise_is_cut_and_a_claim_never(taught: Path) -> None:
    judge = judge_at(taught)
    long, longer = (f"{SOURCE} " + "towpath " * count for count in (500, 600))
    said = "boy " * 80
    cut, more, other = judge.entail([(long, said), (longer, said), (long, f"{said[:-4]}canal")])
    assert cut == more
    assert cut != other, "what is said is read to its last word"
    assert judge.entail([(SOURCE, "boy " * 120), (SOURCE, RIGHT)])[0] is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"architectures": ["BertForMaskedLM"]}, "does not judge pairs of texts"),
        ({"architectures": None, "model_type": "bert"}, "it is bert"),
        ({"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}, "which of its answers is entailment"),
        ({"id2label": {"0": "positive", "1": "negative"}}, "positive, negative"),
        ({"id2label": ["entailment"]}, "they have no names"),
        (
            {
                "id2label": {"0": "LABEL_0"},
                "sbert_ce_default_activation_function": "torch.nn.modules.linear.Identity",
            },
            "no probability",
        ),
    ],
)
def test_another_kind_of_model_is_refused_in_words(
    tmp_path: Path, taught: Path, change: dict[str, object], said: str
) -> None:
    folder = shutil.copytree(taught, tmp_path / "other")
    config = json.loads((folder / "config.json").read_text()) | change
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match=said) as caught:
        judge_at(folder).load()
    assert "Set READOUT_JUDGE to an entailment model" in str(caught.value)


def test_an_encoder_under_a_false_name_is_refused(tmp_path: Path) -> None:
    from transformers import BertModel

    _, model = build(tmp_path)
    config = model.config
    BertModel(config).save_pretrained(str(tmp_path))
    said = json.loads((tmp_path / "config.json").read_text())
    said["architectures"] = ["BertForSequenceClassification"]
    (tmp_path / "config.json").write_text(json.dumps(said))
    with pytest.raises(ModelDamaged, match="not those of the architecture"):
        judge_at(tmp_path).load()


def test_weights_without_numbers_do_not_pass_for_an_opinion(tmp_path: Path) -> None:
    judge = judge_at(save_opinionated(tmp_path, [math.nan, 0.0, 0.0]))
    with pytest.raises(ModelError, match="it gives no numbers in float32"):
        judge.entail([("a", "b")])


def test_pickles_code_and_addresses_are_refused(tmp_path: Path, taught: Path) -> None:
    pickled = shutil.copytree(taught, tmp_path / "pickled")
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    with pytest.raises(ModelDamaged, match="pickled"):
        judge_at(pickled).load()
    own = shutil.copytree(taught, tmp_path / "own")
    config = json.loads((own / "config.json").read_text())
    config |= {"model_type": "own", "auto_map": {"AutoModelForSequenceClassification": "own.M"}}
    (own / "config.json").write_text(json.dumps(config))
    (own / "own.py").write_text("raise SystemExit('run')\n")
    with pytest.raises(ModelDamaged, match="cannot be loaded"):
        judge_at(own).load()
    with pytest.raises(SettingsError, match="not the name of a model"):
        open_judge(Settings(_env_file=None, judge="https://hub.example/a/b"))  # type: ignore[call-arg]


def test_a_model_that_is_not_there_says_how_to_get_it_and_fetches_nothing() -> None:
    with pytest.raises(ModelMissing, match="readout models pull judge-1gb"):
        judge_at(Path("judge-1gb")).load()


def test_one_without_weights_is_told_as_what_it_is(tmp_path: Path, taught: Path) -> None:
    folder = shutil.copytree(taught, tmp_path / "bare")
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelMissing) as caught:
        judge_at(folder).load()
    assert "READOUT_ENCODER" not in str(caught.value)


@pytest.mark.parametrize(
    ("vocabulary", "said"),
    [("", "it has no tokenizer"), ("spm.model", "cannot be read without tokenizer.json")],
)
def test_one_without_words_is_refused(
    tmp_path: Path, taught: Path, monkeypatch: pytest.MonkeyPatch, vocabulary: str, said: str
) -> None:
    """transformers would take every word for an unknown one, and the judge all claims for one."""
    folder = shutil.copytree(taught, tmp_path / "mute")
    for path in folder.glob("tokenizer*"):
        path.unlink()
    if vocabulary:
        (folder / vocabulary).write_bytes(b"pieces")
    monkeypatch.setitem(sys.modules, "sentencepiece", None)
    with pytest.raises(ModelDamaged, match=said):
        judge_at(folder).load()


def test_a_judge_is_no_writer(taught: Path) -> None:
    settings = Settings(_env_file=None, writer=str(taught))  # type: ignore[call-arg]
    with pytest.raises(ModelError, match="Set READOUT_WRITER to a model that writes"):
        check_writer(settings)


@pytest.mark.parametrize("folder", ["nothing", "."])
def test_a_folder_without_a_model_is_told_as_a_folder(tmp_path: Path, folder: str) -> None:
    with pytest.raises(ModelMissing, match="Name the folder that holds"):
        judge_at(tmp_path / folder).load()


def test_one_that_memory_does_not_hold_is_told_with_what_it_needs(
    taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "available_memory", lambda: 10)
    with pytest.raises(ModelError, match="GB of memory") as caught:
        judge_at(taught).load()
    assert "READOUT_JUDGE" in str(caught.value)


def test_a_check_is_judged_the_whole_way(files: Path, taught: Path) -> None:
    said, sources = files / "said.txt", files / "canal.jsonl"
    assert readout("check", said, "--sources", sources).exit_code == 0, "without a judge"
    result = readout("check", said, "--sources", sources, "--judge", taught, "-f", "json")
    assert result.exit_code == 1, result.stderr
    value = validate(result.stdout, "check")
    assert value["judge"] == "tiny-nli"
    right, wrong = value["sentences"]
    assert right["borne_out"] and not right["reasons"]
    assert not wrong["borne_out"] and wrong["score"] < 0.5
    assert wrong["reasons"] == ["the entailment model finds it not supported"]
    german = readout("check", said, "-s", sources, "--judge", taught, "--language", "de").stdout
    assert "das Modell für Folgerungen hält ihn für nicht belegt" in german


def test_a_setting_names_the_judge_and_an_empty_option_none(
    files: Path, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_JUDGE", str(taught))
    said, sources = files / "said.txt", files / "canal.jsonl"
    assert readout("check", said, "--sources", sources).exit_code == 1
    value = json.loads(readout("check", said, "-s", sources, "--judge", "", "-f", "json").stdout)
    assert value["judge"] is None and value["borne_out"]


def test_a_check_ends_at_once_where_the_judge_cannot_be_used(files: Path) -> None:
    result = readout("check", "missing.txt", "-s", "missing", "--judge", "nobody/such-model")
    assert result.exit_code == 1 and result.stdout == ""
    assert "readout models pull nobody/such-model" in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", ["brief", "digest", "stories"])
def test_what_a_writer_invents_is_kept_from_a_reader_by_the_judge(
    files: Path, taught: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with server(f"{RIGHT} {WRONG}") as url:
        monkeypatch.setenv("READOUT_WRITER", "server")
        monkeypatch.setenv("READOUT_WRITER_URL", url)
        monkeypatch.setenv("READOUT_WRITER_MODEL", "scribe")
        alone = readout(command, files / "canal.jsonl", "-f", "json")
        judged = readout(command, files / "canal.jsonl", "-f", "json", "--judge", taught)
    assert WRONG in alone.stdout
    assert judged.exit_code == 0 and RIGHT in judged.stdout and WRONG not in judged.stdout
    assert "not supported by the sources" in judged.stderr


def test_a_judge_that_is_not_there_leaves_the_extract(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = readout("brief", files / "canal.jsonl")
    with server(RIGHT) as url:
        monkeypatch.setenv("READOUT_WRITER", "server")
        monkeypatch.setenv("READOUT_WRITER_URL", url)
        monkeypatch.setenv("READOUT_WRITER_MODEL", "scribe")
        monkeypatch.setenv("READOUT_JUDGE", "nobody/such-model")
        result = readout("brief", files / "canal.jsonl")
    assert result.stdout == plain.stdout
    assert "scribe was not used (the entailment model cannot be used: " in result.stderr


def test_a_judge_without_a_writer_is_no_wish_that_can_be_had(files: Path) -> None:
    result = readout("brief", files / "canal.jsonl", "--judge", "judge-1gb")
    assert result.exit_code == 2
    assert "READOUT_WRITER" in result.stderr


class Copyist:
    """Writes one sentence of its own; `asked` counts how often."""

    name, follows, room, asked = "pen", True, 8_000, 0

    def load(self) -> None:
        pass

    def write(self, task: Task, **_: object) -> Draft:
        self.asked += 1
        return Draft("The council of Lindmouth voted on Monday to rebuild its sea wall.")

    def close(self) -> None:
        pass


class Short(LocalJudge):
    """A judge whose memory is gone when it is asked."""

    def load(self) -> None:
        pass

    def entail(self, *_: object, **__: object) -> list[float | None]:
        raise ModelError("it ran out of memory", subject="tiny")


def test_a_judge_that_breaks_off_leaves_the_extract(brief: Brief) -> None:
    made = rewrite_brief(brief, Copyist(), judge=Short("tiny"))
    assert made.brief == brief
    assert "the entailment model cannot be used: tiny: it ran out of memory" in made.notices[0]


def test_nothing_is_written_where_the_judge_cannot_be_loaded(brief: Brief) -> None:
    pen = Copyist()
    assert rewrite_brief(brief, pen, judge=LocalJudge("nobody/such-model")).brief == brief
    assert pen.asked == 0


def test_nothing_is_written_for_a_judge_that_gives_no_numbers(brief: Brief, tmp_path: Path) -> None:
    pen = Copyist()
    judge = judge_at(save_opinionated(tmp_path, [math.nan, 0.0, 0.0]))
    made = rewrite_brief(brief, pen, judge=judge)
    assert made.brief == brief and "it gives no numbers in float32" in made.notices[0]
    assert pen.asked == 0


def test_nothing_is_loaded_for_what_was_cancelled(brief: Brief, taught: Path) -> None:
    pen, judge, stop = Copyist(), judge_at(taught), threading.Event()
    stop.set()
    assert rewrite_brief(brief, pen, judge=judge, stop=stop).brief == brief
    assert not judge.loaded and pen.asked == 0


def test_a_bench_tells_what_a_sentence_costs(
    files: Path, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_JUDGE", str(taught))
    result = readout("models", "bench")
    assert result.exit_code == 0, result.stderr
    assert "tiny-nli\n" in result.stdout and "seconds for a sentence" in result.stdout
    assert "on the processor in float32" in result.stdout


def test_a_bench_of_a_judge_that_is_none_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, model = build(tmp_path / "encoder")
    model.bert.save_pretrained(str(tmp_path / "encoder"))
    monkeypatch.setenv("READOUT_JUDGE", str(tmp_path / "encoder"))
    result = readout("models", "bench")
    assert result.exit_code == 1 and "it is BertModel" in " ".join(result.stderr.split())


def test_models_and_doctor_tell_of_the_judge(
    files: Path, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_JUDGE", str(taught))
    found = validate(readout("models", "-f", "json").stdout, "models")["models"]
    [judge] = [one for one in found if one["kind"] == "judge"]
    assert judge["name"] == "tiny-nli" and judge["chosen"] and len(judge["sha256"]) == 64
    assert judge["note"] == "entailment among 3 answers"
    told = look_at_judge(Settings(_env_file=None))  # type: ignore[call-arg]
    assert told.text == "tiny-nli, entailment; about 0.0 GB of memory"
    monkeypatch.setenv("READOUT_JUDGE", "nobody/such-model")
    result = readout("models")
    assert result.exit_code == 1 and "not there" in result.stdout
    doctor = " ".join(readout("doctor").stdout.split())
    assert "Judge nobody/such-model: there is no such folder" in doctor
    assert "readout models pull nobody/such-model" in doctor


@pytest.mark.parametrize(
    ("file", "said"),
    [("model.safetensors", "cut"), ("tokenizer.json", "no tokenizer")],
)
def test_a_damaged_judge_is_listed_as_damaged_not_as_missing(
    files: Path, taught: Path, monkeypatch: pytest.MonkeyPatch, file: str, said: str
) -> None:
    folder = shutil.copytree(taught, files / "damaged")
    (folder / file).rename(folder / "half")
    if said == "cut":
        (folder / file).write_bytes((folder / "half").read_bytes()[:2_000])
    monkeypatch.setenv("READOUT_JUDGE", str(folder))
    result = readout("models")
    assert result.exit_code == 1 and "not there" not in result.stdout
    _, told = result.stdout.split("damaged, judge (in use)")
    assert "NOT WHOLE" in told and said in told


def test_a_downloaded_judge_is_listed_and_taken_by_its_name(
    files: Path, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = files / "hub" / "models--owner--nli"
    shutil.copytree(taught, entry / "snapshots" / "abc123")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(files / "hub"))
    found = json.loads(readout("models", "-f", "json").stdout)["models"]
    [judge] = [one for one in found if one["kind"] == "judge"]
    assert judge["note"] == "downloaded; READOUT_JUDGE=owner/nli takes it" and not judge["chosen"]
    result = readout(
        "check", files / "said.txt", "-s", files / "canal.jsonl", "--judge", "owner/nli"
    )
    assert result.exit_code == 1 and "entailment model" in result.stdout


def test_a_pull_says_how_a_judge_is_set(
    files: Path, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = (taught / "config.json").read_bytes()
    hub = Hub({**FILES, "config.json": config, "spm.model": b"spm"}, files / "hub")
    monkeypatch.setattr("summarizer.models.writers.pull._hub", lambda: hub)
    result = readout("models", "pull", "judge-1gb", "--yes")
    assert result.exit_code == 0, result.stderr
    assert "set READOUT_JUDGE=judge-1gb" in result.stderr and "spm.model" in hub.asked
    assert read_answers(ModelFolder("x", files / "hub" / "snapshots" / "abc123")).entailed == 1

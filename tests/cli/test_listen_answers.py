"""``fabula listen report``, ``trend``, ``themes``, ``guesses``, ``compare``, ``story`` and ``propose``.

Comments are linked and scored beforehand, so that what is written here does not hang on how that is done.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest

import fabula.report
from fabula.cli.listen import opening, writing
from fabula.cli.listen.writing import Answered, Form, write_answer
from fabula.cli.main import main
from fabula.listening.extras import MissingExtraError
from tests.cli.conftest import Ran, Run
from tests.golden import compare_golden
from tests.listening.answers.tidewater import Audience, write_audience, write_universe
from tests.report.listening.pages import HOSTILE, Page

SCHEMA = json.loads((Path(fabula.report.__file__).parent / "schemas/listen-1.json").read_text(encoding="utf-8"))
VERBS: dict[str, tuple[str, ...]] = {
    "report": (),
    "trend": ("Ben",),
    "themes": (),
    "guesses": (),
    "compare": ("tidewater", "northshore"),
    "story": (),
    "propose": (),
}
HERE = Path(__file__).parent.parent.parent
STRANGER = """
import sys
import fabula.cli.listen.opening as opening
opening.link_and_score = lambda *_: None
from fabula.cli.main import main
sys.exit(main(["listen", "propose", "--json"]) or main(["listen", "themes"]))
"""


@pytest.fixture(scope="module")
def tidewater(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_universe(tmp_path_factory.mktemp("listen") / "tidewater")
    write_audience(root / ".fabula/listening")
    return root


@pytest.fixture
def ask(tidewater: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``fabula listen WORDS`` in Tidewater, of which nothing is changed."""
    monkeypatch.chdir(tidewater)
    monkeypatch.setattr(opening, "link_and_score", lambda *_: None)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run_words(*words: str) -> Ran:
        capsys.readouterr()
        code = main(("listen", *words))
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run_words


@pytest.fixture(scope="module")
def answers(tidewater: Path) -> dict[str, Answered]:
    """What each verb answers, worked out once, to be written in every form."""
    found: dict[str, Answered] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tidewater)
        patch.setattr(opening, "link_and_score", lambda *_: None)
        for verb, words in VERBS.items():
            patch.setattr(writing, "write_answer", lambda answer, *_, verb=verb: found.update({verb: answer}))
            assert main(("listen", verb, *words)) == 0
    return found


@pytest.fixture
def write(
    answers: dict[str, Answered], tidewater: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Writes a verb's answer in a form, as the verb does."""
    monkeypatch.chdir(tidewater)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def write_form(verb: str, form: Form, out: Path | None = None) -> str:
        capsys.readouterr()
        write_answer(answers[verb], form, out)
        return capsys.readouterr().out

    return write_form


Write = Callable[..., str]


@pytest.mark.parametrize("verb", VERBS)
def test_golden(write: Write, verb: str) -> None:
    text = write(verb, Form.TEXT)
    assert all(len(line) <= 100 for line in text.splitlines())
    compare_golden(f"cli/listen-{verb}.txt", text)


@pytest.mark.parametrize("verb", VERBS)
def test_documents_fit_their_schemas(write: Write, verb: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(write(verb, Form.JSON))
    jsonschema.validate(document, schema_of(verb))
    validator = jsonschema.Draft202012Validator(schema_of(verb))
    for name in document:
        assert not validator.is_valid({key: value for key, value in document.items() if key != name}), name
    for other in VERBS.keys() - {verb}:
        assert not jsonschema.Draft202012Validator(schema_of(other)).is_valid(document)


def schema_of(verb: str) -> dict[str, object]:
    return {**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{verb}"}]}


def test_golden_documents(write: Write) -> None:
    for verb in ("guesses", "propose"):
        text = write(verb, Form.JSON).replace(f'"fabula": "{fabula.__version__}"', '"fabula": "VERSION"')
        compare_golden(f"cli/listen-{verb}.json", text)


def test_golden_page(ask: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ran = ask("report", "--element", "Ben", "--element", "Ada & Ben", "--format", "html", "--out", str(page))
    assert (ran.code, ran.out) == (0, "")
    markup = page.read_text(encoding="utf-8")
    assert Page(markup).wrong == []
    compare_golden(
        "cli/listen-report.html", markup.replace(f"<p>fabula {fabula.__version__}</p>", "<p>fabula VERSION</p>")
    )


@pytest.mark.parametrize("verb", VERBS)
def test_pages(write: Write, verb: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert write(verb, Form.HTML, page) == ""
    seen = Page(page.read_text(encoding="utf-8"))
    assert seen.wrong == []
    assert "ncalibrated" in "".join(seen.text) or verb == "themes"


@pytest.mark.parametrize("verb", VERBS)
def test_tables(write: Write, verb: str, tmp_path: Path) -> None:
    """CSV and Parquet hold the same rows."""
    rows = list(csv.DictReader(io.StringIO(write(verb, Form.CSV), newline="")))
    write(verb, Form.PARQUET, tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    assert len(rows) == table.num_rows > 0
    assert list(rows[0]) == table.column_names
    for name in table.column_names:
        for cell, value in zip((row[name] for row in rows), table.column(name).to_pylist(), strict=True):
            assert (cell == "") == (value is None or value == ""), name
            assert not isinstance(value, float) or abs(float(cell) - value) < 1e-5


def test_options_of_form(ask: Run, tmp_path: Path) -> None:
    """--json is --format json; a form for machines goes to a file."""
    one, other = ask("guesses", "--json"), ask("guesses", "--format", "json")
    assert one.code == other.code == 0
    assert one.out == other.out
    assert ask("guesses", "--out", str(tmp_path / "g.txt")).out == ""
    assert (tmp_path / "g.txt").read_text(encoding="utf-8").startswith("Secrets that")


def test_the_same_under_any_hash_seed(tidewater: Path) -> None:
    outs = []
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE / "src"), "FABULA_CACHE": ""}
        ran = subprocess.run([sys.executable, "-c", STRANGER], cwd=tidewater, env=environment, capture_output=True)
        assert ran.returncode == 0, ran.stderr
        outs.append(ran.stdout)
    assert b"Captain Rusk" in outs[0]
    assert outs[0] == outs[1]


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_to_hear(run: Run, verb: str) -> None:
    ran = run("listen", verb, *VERBS[verb], "--in", "harbour")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "fabula: there is nothing to hear yet\n  add comments first: `fabula listen add FILE`\n"


@pytest.mark.parametrize("verb", VERBS)
def test_packages_that_are_missing(run: Run, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise MissingExtraError(["duckdb"], "listening")

    monkeypatch.setattr("fabula.listening.extras.require_listening", missing)
    ran = run("listen", verb, *VERBS[verb], "--in", "harbour")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("fabula: this needs packages that are not installed: duckdb\n  install them with: pip")


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        (("trend", "Adda Quil"), "nothing in this universe is called “Adda Quil”", "did you mean Ada Quill?"),
        (("report", "--element", "Bne"), "nothing in this universe is called “Bne”", ""),
        (("report", "--kind", "folk"), "there is no kind “folk”", "the kinds are: people"),
        (("report", "--source", "bord"), "there is no source 'bord'", "did you mean board?"),
        (("report", "--show", "moon"), "", "northshore"),
        (("report", "--episode", "S09E01"), "", ""),
        (("guesses", "the mep"), "", "the map is real"),
        (("compare", "board", "en"), "'board' is a source and 'en' a language", "compare two sources"),
        (("compare", "board", "board"), "'board' and 'board' are the same", "name two that differ"),
        (("compare", "board", "bord"), "there is no source, language, show or season 'bord'", "sources: board, clips"),
        (
            ("trend", "Fay"),
            "110 comments that can be scored speak of Fay Linden: there is no trend under 300",
            "chance",
        ),
        (("story", "--kind", "places"), "no places in an aired episode", "--kind"),
        (("report", "--audience", "nowhere.csv"), "nowhere.csv cannot be read", "--audience"),
        (("report", "--engine", "abacus"), "there is no engine 'abacus'", "duckdb"),
    ],
)
def test_what_cannot_be_answered(ask: Run, words: tuple[str, ...], message: str, remedy: str) -> None:
    ran = ask(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"fabula: {message}")
    assert remedy in ran.err
    assert "Traceback" not in ran.err


def test_compare_by_every_kind(ask: Run) -> None:
    assert "compared by source" in ask("compare", "board", "source:clips").out.splitlines()[0]
    assert "compared by show" in ask("compare", "Tidewater", "show:northshore").out.splitlines()[0]
    assert "compared by season" in ask("compare", "tidewater S01", "northshore S01").out.splitlines()[0]
    assert "compared by episode" in ask("compare", "S01E01", "S01E08").out.splitlines()[0]


def test_an_audience_as_it_is_stated(ask: Run, tmp_path: Path) -> None:
    stated = tmp_path / "audience.csv"
    stated.write_text("source,share\nclips,1\nletters,1\n", encoding="utf-8")
    document = ask("report", "--audience", str(stated), "--json").json
    [ada] = [one for one in document["elements"] if one["name"] == "Ada Quill"]
    [clips] = [one["figure"] for one in ada["sources"] if one["source"] == "clips"]
    assert ada["figure"]["value"] == clips["value"]
    assert ada["figure"]["notes"] == ["not heard enough: letters (50%)", "not of the stated audience: board"]


def test_no_script_is_written_over(ask: Run, tidewater: Path) -> None:
    script = tidewater / "shows/tidewater/s01/e01.fountain"
    before = script.read_bytes()
    ran = ask("report", "--out", str(script))
    assert ran.code == 2
    assert "would write over it" in ran.err
    assert script.read_bytes() == before


def labels(root: Path, number: int) -> None:
    """A person's labels, drawn evenly, that see half as much in everything as the scorer does."""
    table = pq.read_table(root / ".fabula/listening/mentions/board/00000.parquet").to_pylist()
    people = [row for row in table if row["element"].startswith("people/") and not row["marked"]]
    chosen = people[:: max(1, len(people) // number)][:number]
    folder = root / ".fabula/listening/labels"
    (folder / "design").mkdir(parents=True)
    chance = number / len(people)
    with (folder / "mila.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["comment", "element", "speaks_of", "liking", "excitement", "confusion", "prediction", "unsure"]
        )
        for row in chosen:
            liking = "0" if abs(row["liking"]) < 200 else "1" if row["liking"] > 0 else "-1"
            writer.writerow([row["comment"], row["element"], "yes", liking, "0", "no", "no", "no"])
    with (folder / "design/sample.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["comment", "element", "stratum", "probability"])
        writer.writerows([row["comment"], row["element"], "all", repr(chance)] for row in chosen)


def test_with_labels(ask: Run, tidewater: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels pull figures to what people say, and the figures say so."""
    before = {one["name"]: one for one in ask("report", "--json").json["elements"]}
    root = tmp_path / "labelled"
    shutil.copytree(tidewater, root)
    labels(root, 400)
    monkeypatch.chdir(root)
    document = ask("report", "--json").json
    assert document["heard"]["labels"] > 300
    after = {one["name"]: one for one in document["elements"]}
    board = {name: next(s["figure"] for s in one["sources"] if s["source"] == "board") for name, one in after.items()}
    assert board["Cleo Vance"]["calibration"] in {"calibrated", "pooled"}
    assert board["Cleo Vance"]["labels"] > 0
    raw = next(s["figure"] for s in before["Cleo Vance"]["sources"] if s["source"] == "board")
    assert board["Cleo Vance"]["value"] < raw["value"]
    text = ask("report").out
    assert "Calibrated by" in text
    assert "Uncalibrated: no labels" not in text


def test_hostile_comments(ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are quoted, and stay words: in pages, in the terminal, in tables."""
    made = Audience(11)
    for number in range(240):
        text = f"{HOSTILE[number % len(HOSTILE)]} Cleo\x1b[31m"
        made.say(text, "tidewater/s01e01", ("people/cleo-vance", "Cleo"), liking=800, author=f"{number:016x}")
        made.opinions("people/enid-pell", "Enid", "tidewater/s01e01", 1, 0.0, 1.0)
    root = write_universe(tmp_path / "hostile")
    made.write(root / ".fabula/listening")
    monkeypatch.chdir(root)
    page = root / "page.html"
    assert ask("report", "--format", "html", "--out", str(page)).code == 0
    assert Page(page.read_text(encoding="utf-8")).wrong == []
    text = ask("report").out
    assert "“" in text
    assert "\x1b" not in text
    assert "\x1b" not in ask("report", "--json").out


def test_help_is_light() -> None:
    """Nothing heavy is imported before a verb runs."""
    heavy = "{'numpy', 'pyarrow', 'duckdb', 'scipy'}"
    code = f"import sys; import fabula.cli.listen.app; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

"""``fabula listen label``: at a terminal, in a spreadsheet, and how far two agree."""

from __future__ import annotations

import csv
import io
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from fabula.cli.main import main
from fabula.listening.labels import Answer, read_labels
from fabula.listening.labels.keeping import labeller_path, write_given
from fabula.listening.store import Store
from tests.cli.conftest import UNIVERSES, Run
from tests.cli.listening_documents import check_document
from tests.golden import compare_golden

PRAISE = ("I love", "I cannot stand", "Nobody talks of", "Who is", "What a scene with")
WORDS = (
    "anchor barrel candle drizzle engine ferry gravel hammer island jetty kettle lantern marble needle oyster pepper "
    "quarry ribbon saddle timber umbrella velvet willow yellow zebra copper danger falcon guitar harvest"
).split()


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The harbour with sixty comments, one of them hostile to spreadsheets and terminals, linked and scored."""
    folder = tmp_path_factory.mktemp("heard")
    shutil.copytree(UNIVERSES / "harbour", folder / "harbour")
    name = "Anna Berg"
    rows = [["id", "author", "text", "parent"]]
    for number in range(60):
        parent = "c1" if number == 7 else ""
        own = " ".join(WORDS[(number * step + step) % len(WORDS)] for step in (1, 3, 5, 7, 11, 13))
        rows.append([f"c{number}", f"reader{number % 40}", f"{PRAISE[number % 5]} {name}: {own}.", parent])
    rows[3][2] = f"=HYPERLINK(1) \x1b[2J {name} is dull"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (folder / "board.csv").write_text(out.getvalue(), encoding="utf-8")
    where = ("--in", str(folder / "harbour"))
    assert main(("listen", "add", str(folder / "board.csv"), "--as", "board", *where)) == 0
    assert main(("listen", "label", "--out", str(folder / "sheet.csv"), *where)) == 0
    shutil.rmtree(folder / "harbour" / ".fabula" / "listening" / "labels")
    return folder / "harbour"


@pytest.fixture
def audience(run: Run, folder: Path, heard: Path) -> Path:
    """A copy of it in the current folder."""
    shutil.rmtree(folder / "harbour")
    shutil.copytree(heard, folder / "harbour")
    return folder / "harbour"


def labels(universe: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = read_labels(Store(universe / ".fabula" / "listening")).table.to_pylist()
    return found


def test_there_and_back_by_spreadsheet(run: Run, audience: Path, folder: Path) -> None:
    ran = run("listen", "label", "--in", "harbour", "--out", "sheet.csv", "--count", "20", "--labeller", "anna")
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert "questions, 0 of them answered by anna" in ran.err
    path = folder / "sheet.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert 0 < len(rows) <= 20
    assert all("[[" in row["text"] for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    for number, row in enumerate(rows[:-1]):
        row["liking"] = str(number % 5 - 2)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    assert run("listen", "label", "--in", "harbour", "--read", "sheet.csv", "--labeller", "Anna").out == (
        f"{len(rows) - 1} new labels by anna; {len(rows) - 1} in all.\n"
    )
    found = labels(audience)
    assert len(found) == len(rows) - 1
    assert all(0 < float(str(row["probability"])) <= 1 and row["stratum"] for row in found)
    rows[0]["liking"] = "2"
    path.write_text(out.getvalue().replace(";-2;", ";2;", 1), encoding="utf-8")
    assert (
        "0 new labels by anna, 1 changed"
        in run("listen", "label", "--in", "harbour", "--read", "sheet.csv", "--labeller", "anna").out
    )


def test_two_who_agree_and_differ(run: Run, folder: Path) -> None:
    store = Store(folder / "harbour" / ".fabula" / "listening")
    said = dict.fromkeys(Answer, "no") | {Answer.SPEAKS_OF: "yes", Answer.EXCITEMENT: "0"}
    for who, shift in (("anna", 0), ("ben", 1)):
        given = {
            (f"board:{number:02}", "people/anna-berg"): {
                **said, Answer.LIKING: str((number + shift * (number % 4 == 0)) % 5 - 2)
            }
            for number in range(20)
        }  # fmt: skip
        write_given(labeller_path(store, who), given)
        if who == "anna":
            alone = run("listen", "label", "--agreement", "--in", "harbour")
            assert (alone.code, "there are labels by: anna" in alone.err) == (2, True)
    compare_golden("cli/listen_agreement.txt", run("listen", "label", "--agreement", "--in", "harbour").out)
    whole = run("listen", "label", "--agreement", "--json", "--in", "harbour").json
    check_document("label", whole)
    document = whole["agreement"]
    assert [one["question"] for one in document] == ["speaks_of", "liking", "excitement", "confusion", "prediction"]
    assert document[1]["alpha"]["low"] < document[1]["alpha"]["value"] < document[1]["alpha"]["high"]
    assert document[0]["alpha"]["value"] is None


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--out", "x.csv", "--agreement"), "--out, --read and --agreement exclude each other"),
        (("--read", "missing.csv"), "it must be said whose answers these are"),
        (("--read", "missing.csv", "--labeller", "anna"), "missing.csv cannot be read"),
        (("--out", "x.csv", "--element", "Nobody At All"), "Nobody At All"),
        (("--out", "x.csv", "--labeller", "../anna"), "cannot be the name of a labeller"),
        (("--json",), "--json is for --agreement"),
        (("--count", "5"), "labelling needs a terminal"),
    ],
)
def test_wrong_use(run: Run, audience: Path, words: Sequence[str], complaint: str) -> None:
    ran = run("listen", "label", "--in", "harbour", *words)
    assert ran.code == 2
    assert complaint in ran.err
    assert ran.out == ""
    assert labels(audience) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
class TestTerminal:
    """Driven as a person does it: what is on the screen, a key, what is on it then."""

    @staticmethod
    def type(universe: Path, keys: Sequence[str], **environment: str) -> str:
        import pty

        master, slave = pty.openpty()
        words = ("listen", "label", "--count", "8", "--labeller", "anna", "--in", str(universe))
        process = subprocess.Popen(
            [sys.executable, "-m", "fabula", *words], stdin=slave, stdout=slave, stderr=slave,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment}, close_fds=True, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        seen, left = b"", list(keys)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if select.select([master], [], [], 0.2)[0]:
                try:
                    data = os.read(master, 65536)
                except OSError:  # the other end is closed
                    break
                if not data:
                    break
                seen += data
                continue
            if left and b"labelled" in seen:
                key = left.pop(0)
                if key == "Ctrl-C":
                    process.send_signal(signal.SIGINT)
                else:
                    os.write(master, key.encode())
            elif process.poll() is not None:
                break
        process.wait(timeout=30)
        os.close(master)
        return seen.decode()

    def test_a_session_and_going_on(self, audience: Path) -> None:
        screen = self.type(audience, ["5", "e", "\r", "n", "s", "2", "?", "\r", "q"], NO_COLOR="1")
        bare = re.sub(r"\x1b\[K", "", screen[screen.index("these keys") :])
        assert "\x1b" not in bare, "no colours, and nothing that a comment brings along"
        assert "0 of 8 labelled" in bare
        assert "[[" in bare
        assert "likes it very much, excited" in bare
        assert "dislikes it, unsure" in bare
        assert "3 of 8 labelled by anna; 5 left." in bare
        found = labels(audience)
        assert sorted((row["liking"], row["speaks_of"]) for row in found if row["speaks_of"]) == [
            (-0.5, True),
            (1.0, True),
        ]
        assert len(found) == 3
        screen = self.type(audience, ["n"] * 5, NO_COLOR="1")
        assert "3 of 8 labelled" in screen
        assert "8 of 8 labelled by anna." in screen
        assert len(labels(audience)) == 8

    def test_stopped_with_ctrl_c_all_is_kept(self, audience: Path) -> None:
        screen = self.type(audience, ["4", "\r", "Ctrl-C"])
        assert "\x1b[1m>" in screen, "with colours"
        assert "1 of 8 labelled by anna; 7 left." in screen
        assert len(labels(audience)) == 1

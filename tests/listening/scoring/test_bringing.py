"""Scorers and embedders that others bring: what is wrong with one is told, with what to do about it."""

from __future__ import annotations

import re
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

from fabula.listening.errors import ListeningError
from fabula.listening.scoring import bringing
from fabula.listening.scoring.choose import EMBEDDERS, SCORERS, make_embedder, make_encoder, make_scorer
from fabula.listening.store import Store
from tests.listening.modules import keep_out

PAGE = Path(__file__).parents[3] / "docs" / "scorers.md"

SOURCE = """
from dataclasses import dataclass


class Fine:
    name, version = "fine", "1"
    def score(self, batch, links): return [[None] * len(those) for those in links]


class Own(Fine):
    def __init__(self, store): self.store = store


class Nameless(Fine): name = ""
class Numbered(Fine): version = 1
class Copying(Fine): name = "lexicon"
class Loading(Fine):
    @property
    def version(self): return open("/no/such/model").read()
class Alone(Fine):
    def score(self, batch): return []
class Dumb:
    name, version = "dumb", "1"
class Nest: inner = Fine


def two(one, other): return Fine()
def keyed(store, *, key): return Fine()
def raising(store): raise KeyError("its own key")
def leaving(): raise SystemExit(1)
def nothing(): return None
def the_class(): return Fine
WORDS = {"a": 1}


class Rows:
    name, version = "rows", "1"
    def __init__(self, columns=3): self.columns = columns
    def embed(self, texts): return [[float(len(text))] * self.columns for text in texts]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A universe with modules of its own in it."""
    (tmp_path / "brought.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "needy.py").write_text("import a_package_that_nobody_has\n", encoding="utf-8")
    (tmp_path / "leaving.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    (tmp_path / "torn.py").write_text("def make(:\n", encoding="utf-8")
    (tmp_path / "statistics.py").write_text("raise RuntimeError('not this one')\n", encoding="utf-8")
    keep_out(monkeypatch, "brought", "needy", "leaving", "torn")
    return tmp_path


WRONG = {
    "nobody": ("there is no scorer 'nobody'", "known are: embedding, lexicon, trained; others are written"),
    "brought:": ("there is no scorer 'brought:'", "module:factory"),
    "brougth:Fine": ("there is no module 'brougth'", "put brougth.py into the folder of the universe"),
    "brought.deeper:Fine": ("there is no module 'brought.deeper'", "put brought/deeper.py into the folder"),
    "needy:Fine": ("needy cannot be loaded: ModuleNotFoundError: No module named 'a_package_", "put that right"),
    "leaving:Fine": ("leaving cannot be loaded: SystemExit: 3 (leaving.py:1)", "put that right"),
    "torn:make": ("torn cannot be loaded: SyntaxError: ", "put that right"),
    "brought:Fime": ("there is no 'Fime' in brought", "did you mean Fine?"),
    "brought:Nest.outer": ("there is no 'outer' in brought", "use one of inner"),
    "brought:WORDS": ("brought:WORDS is no function but a dict", "name a function or a class"),
    "brought:two": ("brought:two takes (one, other)", "the store, or nothing, and return the scorer"),
    "brought:keyed": ("brought:keyed takes (store, *, key)", "the store, or nothing"),
    "brought:raising": ("brought:raising fails: KeyError: 'its own key' (brought.py:", "to make the scorer"),
    "brought:nothing": ("brought:nothing gives nothing, which has no `score`", "`score(batch, links)`"),
    "brought:the_class": ("gives a class, Fine", "give one of it: Fine()"),
    "brought:Dumb": ("gives a Dumb, which has no `score`", "`score(batch, links)`"),
    "brought:Nameless": ("gives a Nameless, whose `name` is no text", "`name`, `version`"),
    "brought:Numbered": ("gives a Numbered, whose `version` is no text", "`name`, `version`"),
    "brought:Loading": ("`version` of brought:Loading fails: FileNotFoundError: ", "docs/scorers.md"),
    "brought:leaving": ("brought:leaving fails: SystemExit: 1 (brought.py:", "to make the scorer"),
    "brought:Alone": ("`score` of brought:Alone takes (batch)", "`score(batch, links)`"),
    "brought:Copying": ("a scorer with the name 'lexicon', which is one of fabula's", "a name of its own"),
    "trained": ("no scorer has been trained as 'trained'", "`fabula listen train`"),
    "trained=brought:Rows": ("no scorer has been trained", "`fabula listen train`"),
    "embedding": ("no scorer has been trained as 'embedding'", "`fabula listen train --scorer embedding`"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_scorer_is_told_with_what_to_do(folder: Path, name: str) -> None:
    message, remedy = WRONG[name]
    with pytest.raises(ListeningError) as raised:
        make_scorer(name, Store(folder / "store"), folder)
    assert message in raised.value.message
    assert remedy in raised.value.remedy


def test_a_factory_gets_the_store_if_it_takes_it(folder: Path) -> None:
    store = Store(folder / "store")
    assert make_scorer("brought:Fine", store, folder).name == "fine"
    assert make_scorer("brought:Nest.inner", store, folder).name == "fine"
    assert make_scorer("brought:Own", store, folder).store is store  # type: ignore[attr-defined]


def test_what_is_installed_goes_before_the_folder(folder: Path) -> None:
    with pytest.raises(ListeningError, match=r"statistics:mean fails|statistics:mean gives"):
        make_scorer("statistics:mean", None, folder)
    assert sys.path[-1] == str(folder)


def test_without_a_folder_nothing_is_looked_for_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(ListeningError, match="there is no module 'brought'"):
        make_scorer("brought:Fine")


def test_packages_bring_scorers_and_embedders_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("fine", "brought:Fine", SCORERS),
        EntryPoint("torn", "torn:make", SCORERS),
        EntryPoint("rows", "brought:Rows", EMBEDDERS),
    ]
    monkeypatch.setattr(bringing, "entry_points", lambda group: [one for one in points if one.group == group])
    monkeypatch.syspath_prepend(folder)
    assert make_scorer("fine").name == "fine"
    with pytest.raises(ListeningError) as unknown:
        make_scorer("fin")
    assert "known are: embedding, fine, lexicon, torn, trained" in unknown.value.remedy
    with pytest.raises(ListeningError, match=r"the scorer torn \(torn:make\) cannot be loaded: SyntaxError") as broken:
        make_scorer("torn")
    assert "install its package anew" in broken.value.remedy
    # Nothing is passed to what makes an embedder, not even where it would take something.
    assert np.shape(make_embedder("rows").embed(["a", "bc"])) == (2, 3)
    assert make_encoder("embedding=rows").name == "embedding/rows/1"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("lexicon", "'lexicon' is not learned"),
        ("trained=brought:Rows", "'trained=brought:Rows' is not learned"),
        ("embedding=nobody", "there is no embedder 'nobody'"),
        ("embedding=brought:Fine", "brought:Fine gives a Fine, which has no `embed`"),
        ("embedding=brought:Own", "brought:Own takes (store)"),
    ],
)
def test_what_is_no_encoder_is_told(folder: Path, name: str, message: str) -> None:
    with pytest.raises(ListeningError) as raised:
        make_encoder(name, folder)
    assert message in raised.value.message
    assert raised.value.remedy


def test_the_snippet_of_the_page_that_tries_a_scorer_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (written,) = re.findall(r"^```python (board_words)\.py\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (tmp_path / f"{written[0]}.py").write_text(written[1], encoding="utf-8")
    keep_out(monkeypatch, "board_words")
    monkeypatch.syspath_prepend(tmp_path)
    (snippet,) = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert "assert" in snippet
    exec(snippet, {})

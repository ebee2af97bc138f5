"""Pages: hostile comments stay words, and a browser agrees."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabula.report.listening.html.curve import CurveMark, CurvePoint, draw_curve, span_of
from fabula.report.listening.html.heat_map import HeatCell, HeatRow, draw_heat_map, shade
from fabula.report.listening.html.landing import landing_page
from fabula.report.listening.html.page import Section, element, paragraph, text, write_page
from fabula.universe.model import Settings, Universe
from tests.report.listening.pages import HOSTILE, Page, hostile_landing

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
NOBODY = Universe("", Settings(), {}, {}, [], [], [])


@pytest.fixture(scope="module")
def hostile() -> str:
    return landing_page(NOBODY, hostile_landing(), HOSTILE[9])


def test_hostile_comments_are_words(hostile: str) -> None:
    page = Page(hostile)
    assert page.wrong == []
    said = " ".join("".join(page.text).split())
    for comment in HOSTILE:
        shown = " ".join(re.sub("[\x00\u202e\u202c]", "\ufffd", comment.replace("\x00", "\u2400")).split())
        assert shown in said, comment


def test_the_policy_allows_its_own_style_and_nothing_else(hostile: str) -> None:
    [policy] = [meta["content"] for meta in Page(hostile).metas if meta.get("http-equiv")]
    [style] = re.findall("<style>(.*?)</style>", hostile, re.DOTALL)
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"
    assert "url(http" not in style
    assert "@import" not in style
    assert "https://" not in re.sub(r"https://example\.org|http://www\.w3\.org/2000/svg", "", hostile)


@given(st.text())
def test_any_text_is_words(words: str) -> None:
    page = Page(
        write_page(words, [words], [Section("a", words, paragraph(words) + element("p", text(words)))], [words])
    )
    assert page.wrong == []


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium: apt-get install chromium")
def test_a_browser_runs_nothing_of_it(hostile: str, tmp_path: Path) -> None:
    """The page is opened without its policy, which would stop a script as well: the escaping alone must hold."""
    bare = re.sub("<meta http-equiv[^>]*>", "", hostile)
    assert bare != hostile
    page = tmp_path / "bare.html"
    page.write_text(bare, encoding="utf-8")
    seen = browse("--dump-dom", "--virtual-time-budget=2000", folder=tmp_path / "browser", page=page)
    assert f"<title>{text(HOSTILE[9])}</title>".replace("&#x27;", "'").replace("&quot;", '"') in seen
    assert Page(seen).wrong == []
    assert len(re.findall("<blockquote>", seen)) == len(HOSTILE)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium: apt-get install chromium")
def test_a_browser_notices_when_something_runs(tmp_path: Path) -> None:
    """What the test above looks for is seen where it happens."""
    page = tmp_path / "taken.html"
    page.write_text(f"<title>as it was</title><body>{HOSTILE[2]}", encoding="utf-8")
    seen = browse("--dump-dom", "--virtual-time-budget=2000", folder=tmp_path / "taken", page=page)
    assert "<title>taken</title>" in seen
    assert Page(seen).wrong


def browse(*words: str, folder: Path, page: Path) -> str:
    """What chromium writes when it opens a page."""
    assert CHROMIUM is not None
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}", *words, page.as_uri()]
    ran = subprocess.run(command, capture_output=True, timeout=120)
    assert ran.returncode == 0, ran.stderr.decode("utf-8", "replace")[-2000:]
    return ran.stdout.decode("utf-8")


def test_shades() -> None:
    assert shade(0.0) == shade(0.05) == ("mid", 0)
    assert shade(0.1) == ("up1", 1)
    assert shade(-0.1) == ("down1", 1)
    assert shade(1.0) == ("up5", 5)
    assert shade(-1.0) == ("down5", 5)


def test_heat_map() -> None:
    rows = [HeatRow("Ada", (HeatCell(0.5, "+0.50", "all of it"), HeatCell(None, "", "too little"), None))]
    drawn = draw_heat_map(rows, ["S01E01", "S01E02", "northshore S01E01"], "liking")
    page = Page(drawn)
    assert page.wrong == []
    assert 'class="cell up4"' in drawn
    assert drawn.count('class="cell hatched"') == 1
    assert drawn.count("<rect") == 2
    assert {"northshore", "+0.50", "all of it", "too little"} <= set(page.text)
    assert Page(draw_heat_map([], [], "")).wrong == []


def test_curve() -> None:
    points = [
        CurvePoint(0, 0.2, 0.1, 0.3, "one"),
        CurvePoint(1, None, -0.4, 0.4, "two"),
        CurvePoint(2, 0.1, 0, 0.2, "3"),
    ]
    drawn = draw_curve(
        points, [CurveMark(0.5, "S01E01"), CurveMark(1.5, "changed", True)], [(0, "a"), (2, "b")], "liking"
    )
    assert Page(drawn).wrong == []
    assert drawn.count("<circle") == 2  # none where there is too little
    assert drawn.count('class="line"') == 0  # and no line over such a place
    assert drawn.count('class="band"') == 1
    assert "nan" not in drawn
    assert Page(draw_curve([], [], [], "")).wrong == []
    assert Page(draw_curve(points[:1], [], [], "")).wrong == []
    assert span_of(points) == (-0.5, 0.5)
    assert span_of([CurvePoint(0, 0.9, 0.8, 1.0, "")]) == (0.0, 1.0)

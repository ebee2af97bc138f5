"""Scripts made by hand, for the tests of the exchange."""

from __future__ import annotations

from hypothesis import strategies as st

from fabula.script.cut import cut_scenes
from fabula.script.model import Element, Kind, Script, TitleEntry
from fabula.source import Source

Shape = list[tuple[Kind, str, str]]


def make_script(shape: Shape, title: tuple[tuple[str, tuple[str, ...]], ...] = (), form: str = "fdx") -> Script:
    """A script of the given elements, each standing at a place of its own."""
    elements = [Element(kind, text, 10 * i, 10 * i + 9, detail) for i, (kind, text, detail) in enumerate(shape)]
    source = Source("shows/x/pilot.fdx", " " * (10 * len(elements) + 10))
    page = tuple(TitleEntry(key, values, 0, 0) for key, values in title)
    script = Script(source, form, title_page=page, elements=elements)
    script.scenes = cut_scenes(elements, len(source.text))
    return script


def shape_of(script: Script) -> Shape:
    """Kinds, texts and details of what prints or structures a script."""
    out = {Kind.TITLE_PAGE, Kind.BLANK, Kind.NOTE}
    return [(e.kind, e.text, e.detail) for e in script.elements if e.kind not in out]


letters = "abcIN TEX.():!?@#=~>*_-é—'\"&^<я"
lines = st.text(alphabet=letters, min_size=1, max_size=14).map(lambda t: " ".join(t.split())).filter(bool)
paragraphs = st.lists(lines, min_size=1, max_size=2).map("\n".join)
numbers = st.sampled_from(["", "1", "12A", "71E", "150A-C"])
headings = st.tuples(
    st.just(Kind.HEADING),
    st.sampled_from(
        ["INT. FLAT - DAY", "ext. quay", "INT QUAY", "THE VAULT", "KITCHEN - LATER", "i/e. car - night", "1943"]
    ),
    numbers,
)
speeches = st.tuples(
    st.sampled_from(["NADIA", "Nadia", "MASON (V.O.)", "R2D2", "23", "É.", "INT. X", "THE BOY (on phone)"]),
    st.booleans(),
    st.lists(
        st.one_of(
            st.tuples(st.just(Kind.DIALOGUE), paragraphs), st.tuples(st.just(Kind.PARENTHETICAL), st.just("(low)"))
        ),
        min_size=1,
        max_size=3,
    ),
)


def _flatten(blocks: list[object]) -> Shape:
    shape: Shape = []
    for block in blocks:
        assert isinstance(block, tuple)
        if isinstance(block[0], Kind):
            shape.append(block)
            continue
        name, dual, said = block
        shape.append((Kind.CUE, name, "^" if dual else ""))
        for kind, text in said:
            if shape[-1][0] is kind is Kind.DIALOGUE:
                continue  # two in a row would be one
            shape.append((kind, text, ""))
    return shape


shapes = st.lists(
    st.one_of(
        headings,
        st.tuples(st.just(Kind.ACTION), lines, st.just("")),
        st.tuples(
            st.just(Kind.TRANSITION), st.sampled_from(["CUT TO:", "Fade out.", "BACK TO", "FADE IN:"]), st.just("")
        ),
        st.tuples(st.just(Kind.CENTERED), st.sampled_from(["THE END", "Intermission"]), st.just("")),
        st.tuples(st.just(Kind.SECTION), st.sampled_from(["Act One", "A door"]), st.sampled_from(["1", "2", "6"])),
        st.tuples(st.just(Kind.SYNOPSIS), st.sampled_from(["She lies.", "== so it goes"]), st.just("")),
        speeches,
    ),
    max_size=8,
).map(_flatten)

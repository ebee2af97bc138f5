"""The stage: marks are made for all comments of a store, since a copy may stand in any other part or source."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import blake2b
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fabula.listening.cleaning.campaigns import Burst, find_copied_bursts, find_spikes
from fabula.listening.cleaning.copies import earliest_first, find_copies
from fabula.listening.cleaning.described import describe_campaigns
from fabula.listening.cleaning.facts import NO_TIME, VERSION, find_facts, load_facts
from fabula.listening.cleaning.languages import LanguageTeller
from fabula.listening.cleaning.weights import REASONS, Weights, weigh
from fabula.listening.store.forget import finish_forgetting
from fabula.listening.store.lock import hold_store
from fabula.listening.store.place import Part, Store, read_document
from fabula.listening.store.tables import count_rows, read_columns, read_whole, write_table
from fabula.listening.store.writing import write_whole
from fabula.listening.tables import MARKS

__all__ = ["Cleaned", "bring_marks_up_to_date", "clean_store", "is_clean", "read_cleaned"]

Say = Callable[[str], None]
_MANY: Final = 200_000
"""From so many comments on, several processes are worth their start."""

Cleaned = dict[str, Any]
"""What was marked and why, as data: ``sources``, ``reasons``, ``campaigns``; see `clean_store`."""


def clean_store(
    store: Store, languages: Iterable[str] = (), say: Say | None = None, processes: int | None = None
) -> Cleaned:
    """Make the marks of all comments, unless they are there already; what was marked and why.

    ``languages`` are those that are at hand besides what sources and rows state. The store must be held. Marks that
    come out the same are not written again, so that what rests on them stays.
    """
    say = say or _silent
    parts = _all_parts(store)
    at_hand = _languages_at_hand(store, parts, languages)
    stamp = _stamp(parts, at_hand)
    if is_clean(store) and read_cleaned(store)["stamp"] == stamp:
        return read_cleaned(store)
    (store.root / _SUMMARY).unlink(missing_ok=True)
    paths = _make_facts(store, parts, LanguageTeller(at_hand), say, processes)
    say("comparing comments")
    cleaned = _Cleaning(store, parts, paths, say).clean() if parts else {"sources": {}, "reasons": [], "campaigns": []}
    _drop_stale(store, parts)
    cleaned = {"stamp": stamp, "languages": list(at_hand), **cleaned}
    write_whole(store.root / _SUMMARY, json.dumps(cleaned, ensure_ascii=False, indent=1).encode() + b"\n")
    return cleaned


def bring_marks_up_to_date(store: Store, languages: Iterable[str] = (), say: Say | None = None) -> Cleaned:
    """The same for whoever only reads: the store is held while marks are made, and let go again."""
    if not store.is_there:
        return {"languages": [], "sources": {}, "reasons": [], "campaigns": []}
    if is_clean(store):
        cleaned = read_cleaned(store)
        parts = _all_parts(store)
        if cleaned["stamp"] == _stamp(parts, _languages_at_hand(store, parts, languages)):
            return cleaned  # whoever only reads need not be let write
    with hold_store(store):
        finish_forgetting(store)
        return clean_store(store, languages, say)


_SUMMARY: Final = "cleaned.json"


def _silent(_: str) -> None:
    """Nobody wants to know."""


def is_clean(store: Store) -> bool:
    """Whether marks have been made since comments last changed, as far as can be seen without looking at all."""
    return (store.root / _SUMMARY).is_file()


def read_cleaned(store: Store) -> Cleaned:
    """What the last cleaning found."""
    cleaned: Cleaned = read_document(store.root / _SUMMARY)
    return cleaned


def _all_parts(store: Store) -> list[Part]:
    return [part for source in store.sources() for part in store.parts(source)]


def _print_of(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size}.{status.st_mtime_ns}"


def _stamp(parts: list[Part], languages: tuple[str, ...]) -> str:
    what = [VERSION, *languages, *(f"{part.source}/{part.name}/{_print_of(part.comments)}" for part in parts)]
    return blake2b("\n".join(what).encode(), digest_size=16).hexdigest()


def _languages_at_hand(store: Store, parts: list[Part], stated: Iterable[str]) -> tuple[str, ...]:
    found = set(stated)
    for source in store.sources():
        language = read_document(store.record(source))["mapping"].get("language")
        found.update([language] if language else [])
    for part in parts:
        column = read_columns(part.comments, ["language"])["language"]
        found.update(one for one in pc.unique(column).to_pylist() if one)
    return tuple(sorted(found))


def _make_facts(store: Store, parts: list[Part], teller: LanguageTeller, say: Say, processes: int | None) -> list[Path]:
    """The facts of every part; what was found earlier and still holds is kept."""
    paths, missing = [], []
    about = blake2b(" ".join((VERSION, *teller.languages)).encode(), digest_size=4).hexdigest()
    for part in parts:
        path = store.root / "facts" / part.source / f"{part.name}-{about}-{_print_of(part.comments)}.npz"
        paths.append(path)
        if not path.is_file():
            for old in path.parent.glob(f"{part.name}-*.npz"):
                old.unlink()
            missing.append((part.comments, path))
    workers = min(processes or cpu_count() or 1, len(missing))
    work = partial(_find_facts, languages=teller.languages)
    say("reading comments for copies and languages")
    if workers > 1 and sum(count_rows(comments) for comments, _ in missing) >= _MANY:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            for number, _ in enumerate(pool.map(work, missing), 1):
                say(f"reading comments for copies and languages: {100 * number // len(missing)} %")
    else:
        for number, one in enumerate(missing, 1):
            find_facts(*one, teller)
            say(f"reading comments for copies and languages: {100 * number // len(missing)} %")
    return paths


def _find_facts(paths: tuple[Path, Path], languages: tuple[str, ...]) -> None:
    find_facts(*paths, LanguageTeller(languages))


def _drop_stale(store: Store, parts: list[Part]) -> None:
    """Marks and facts of parts that are there no more."""
    known = {(part.source, part.name) for part in parts}
    for path in [*store.root.glob("marks/*/*.parquet"), *store.root.glob("facts/*/*.npz")]:
        if (path.parent.name, path.name[:5]) not in known:
            path.unlink()


class _Cleaning:
    """Compares all comments of a store. Comments go by number: part after part, row after row."""

    def __init__(self, store: Store, parts: list[Part], facts: list[Path], say: Say) -> None:
        self._store, self._parts, self._paths, self._say = store, parts, facts, say
        sizes = [count_rows(part.comments) for part in parts]
        self._starts = np.concatenate([[0], np.cumsum(sizes)])
        self._held: dict[tuple[int, str], list[Any]] = {}

    def _fact(self, name: str) -> Any:
        return load_facts(self._paths, name)

    def clean(self) -> Cleaned:
        time, author = self._fact("time"), self._fact("author")
        rank = earliest_first(time, self._fact("order"))
        root = find_copies(self._fact, rank, partial(self._column, "text"))
        self._say("looking for campaigns")
        names = sorted({part.source for part in self._parts})
        of_part = np.array([names.index(part.source) for part in self._parts], dtype=np.int16)
        source = np.repeat(of_part, np.diff(self._starts))
        bursts = find_copied_bursts(root, time, author)
        rest = time.copy()
        for burst in bursts:  # what is told as a campaign of one text is not told as a spike again
            rest[burst.rows] = NO_TIME
        bursts += find_spikes(source, rest, author)
        weights = weigh(root, rank, bursts, self._fact)
        self._say("writing marks")
        campaigns = describe_campaigns(bursts, rank, time, author, source, names, self._column)
        self._write(root, weights, bursts, campaigns)
        language = self._fact("language")
        return {**_summary(names, source, weights, language), "campaigns": campaigns}

    def _column(self, name: str, rows: Any) -> dict[int, str]:
        """Values of a column of the comments with these numbers, sorted."""
        found: dict[int, str] = {}
        at = np.searchsorted(rows, self._starts)
        for number, part in enumerate(self._parts):
            mine = rows[at[number] : at[number + 1]]
            if len(mine):
                column = read_columns(part.comments, [name])[name]
                values = column.take(pa.array(mine - self._starts[number])).to_pylist()
                found.update(zip(mine.tolist(), values, strict=True))
        return found

    def _write(self, root: Any, weights: Weights, bursts: list[Burst], campaigns: list[dict[str, Any]]) -> None:
        numbers = np.full(len(root), -1, dtype=np.int32)
        for number, burst in reversed(list(enumerate(bursts))):
            numbers[burst.rows] = number
        named = [campaign["campaign"] for campaign in campaigns]
        own = np.arange(len(root), dtype=np.int32)
        roots = self._column("comment", np.unique(root[root != own]))
        whys = [", ".join(word for bit, word in enumerate(REASONS) if bits >> bit & 1) for bits in range(16)]
        for number, part in enumerate(self._parts):
            here = slice(int(self._starts[number]), int(self._starts[number + 1]))
            with np.load(self._paths[number]) as file:
                languages = [one.decode() or None for one in file["language"].tolist()]
            mine = root[here].tolist()
            table = pa.table(
                {
                    "comment": read_columns(part.comments, ["comment"])["comment"],
                    "language": pa.array(languages, pa.string()),
                    "weight": weights.weight[here],
                    "duplicate_of": pa.array(
                        [roots[one] if one != at else None for at, one in enumerate(mine, here.start)], pa.string()
                    ),
                    "campaign": pa.array(
                        [named[at] if at >= 0 else None for at in numbers[here].tolist()], pa.string()
                    ),
                    "why": pa.array([whys[bits] for bits in weights.why[here].tolist()], pa.string()),
                },
                schema=MARKS,
            ).combine_chunks()
            _write_if_new(part.marks, table)


def _write_if_new(path: Path, table: pa.Table) -> None:
    if not path.is_file() or not read_whole(path).equals(table):
        write_table(path, table)


def _summary(names: list[str], source: Any, weights: Weights, language: Any) -> dict[str, Any]:
    sources, reasons = {}, []
    for number, name in enumerate(names):
        mine = source == number
        codes, counts = np.unique(language[mine], return_counts=True)
        spoken = Counter({code.decode(): int(count) for code, count in zip(codes.tolist(), counts, strict=True)})
        sources[name] = {
            "comments": int(mine.sum()),
            "weight": int(weights.weight[mine].sum(dtype=np.int64)),
            "marked": int((weights.why[mine] != 0).sum()),
            "languages": {code: spoken[code] for code in sorted(spoken) if code},
            "no_language": spoken[""],
        }
        for bit, word in enumerate(REASONS):
            rows = mine & (weights.why >> bit & 1 == 1)
            if rows.any():
                lost = int((1000 - weights.weight[rows].astype(np.int64)).sum())
                reasons.append({"source": name, "why": word, "comments": int(rows.sum()), "lost": lost})
    return {"sources": sources, "reasons": reasons}

"""Which season and episode an imported script becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from fabula.script.model import Script
from fabula.script.read import SUFFIXES
from fabula.universe.names import slug
from fabula.universe.numbering import number_by_path, number_by_title_page

__all__ = ["NumberedScript", "number_scripts", "numbers_in"]


@dataclass(frozen=True, slots=True)
class NumberedScript:
    """A script with the place it gets in its show."""

    script: Script
    season: int
    number: int
    title: str

    @property
    def code(self) -> str:
        """As people say it: "S01E02"."""
        return f"S{self.season:02}E{self.number:02}"

    @property
    def path(self) -> str:
        """Its file inside the show's folder: ``s01/e02-the-fall.fountain``."""
        name = f"-{_stem(self.title)}" if self.title else ""
        return f"s{self.season:02}/e{self.number:02}{name}.fountain"


def numbers_in(folder: Path) -> dict[tuple[int, int], str]:
    """Season and number of the episodes that are already in a show's folder, with the slug of their title."""
    found: dict[tuple[int, int], str] = {}
    if folder.is_dir():
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in SUFFIXES:
                numbering = number_by_path(file.relative_to(folder).parts)
                if numbering.number is not None:
                    found[numbering.season or 1, numbering.number] = _stem(numbering.title)
    return found


def number_scripts(scripts: Sequence[Script], there: Mapping[tuple[int, int], str]) -> list[NumberedScript]:
    """The scripts in the order of season and number.

    Numbers come from the title page, or else from the file's name. A number that two scripts claim is the first
    one's, the other gets the next one that is free. What has none, and a title that is already ``there``, is taken for
    that episode; the rest get the lowest free numbers in the order given.
    """
    claims = [_claim(script) for script in scripts]
    by_title = {(season, stem): number for (season, number), stem in there.items() if stem}
    taken: set[tuple[int, int]] = set()
    given: dict[int, int] = {}
    for index, (season, claimed, title) in enumerate(claims):
        number = by_title.get((season, _stem(title))) if claimed is None else claimed
        if number is not None and (season, number) not in taken:
            taken.add((season, number))
            given[index] = number
    taken |= there.keys()
    numbered = []
    for index, (season, claimed, title) in enumerate(claims):
        number = given.get(index)
        if number is None:
            number = next(n for n in count(claimed or 1) if (season, n) not in taken)
            taken.add((season, number))
        numbered.append(NumberedScript(scripts[index], season, number, title))
    return sorted(numbered, key=lambda one: (one.season, one.number))


def _stem(title: str) -> str:
    return slug(title)[:60].rstrip("-") if title else ""


def _claim(script: Script) -> tuple[int, int | None, str]:
    """Season, number and title that a script claims."""
    page = number_by_title_page(script.title("season"), script.title("episode"))
    file = number_by_path((Path(script.source.path).name,))
    season = page.season or file.season
    number = page.number or file.number
    if number is None and file.leading:
        number = file.leading
        if season is None and number > 100 and number % 100:
            season, number = divmod(number, 100)  # productions count "102": season 1, episode 2
    return season or 1, number, page.title or file.title or script.title("title")

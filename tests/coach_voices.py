"""How much the coach sees in dossiers of other voices, and how much of what it asks is deserved.

Each file of `fixtures/coach` is a dossier with labels that a reader gave it before any rule was run on it: where it is
weak, and in what.  `python tests/coach_voices.py [NAME...]` prints recall and precision, what was missed and what was
undeserved.  Nothing was changed for those whose name begins with `held_out`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import Snapshot
from sko_widgets.insight.checks import Remark, remarks

FOLDER = Path(__file__).resolve().parent / "fixtures" / "coach"
TODAY = date(2026, 7, 1)
WEAKNESS = {
    "geen-doel": "empty",
    "geen-acties": "empty",
    "geen-resultaten": "empty",
    "geen-nieuwe-vraag": "empty",
    "geen-verbinding": "empty",
    "vraag-in-tekst": "hidden-question",
    "afgerond-zonder-vervolg": "unfinished",
    "startvraag-sluit-niet-aan": "other-start",
    "twee-vragen": "two-questions",
    "vraag-niet-heel": "part-of-question",
    "naar-zichzelf": "to-itself",
    "schuin": "oblique",
    "soort-verbinding": "wrong-kind",
    "lege-bouwsteen": "empty-block",
    "komt-van-elders": "elsewhere",
    "doel-is-actie": "vague-goal",
    "doel-niet-te-zien": "vague-goal",
    "doel-zonder-tijd": "vague-goal",
    "doel-niet-terug": "goal-not-back",
    "actie-zonder-naam-of-datum": "no-name",
    "actie-over-tijd": "late",
    "ook-elders": "copied",
    "resultaat-is-actie": "action-as-result",
    "resultaat-is-plan": "plan-as-result",
    "bewering-zonder-bewijs": "no-proof",
    "alleen-goed-nieuws": "only-good",
    "wie-zei-dat": "hearsay",
    "vraag-zonder-eigen-woord": "anybodys",
    "vraag-niet-te-beantwoorden": "two-questions",
    "getal-verschilt": "number",
    "procent-klopt-niet": "number",
    "groep-groter-dan-afspraak": "number",
    "persoonsgegevens": "personal",
}
"""In what a dossier is weak where a rule asks."""

Spot = tuple[str, str, str]
"""Where, `meso-samenhang/1` and field, and in what."""


@dataclass(frozen=True)
class Heard:
    """What the coach made of one voice."""

    seen: set[Spot]
    missed: set[Spot]
    deserved: list[Remark]
    undeserved: list[Remark]

    @property
    def recall(self) -> float:
        whole = len(self.seen) + len(self.missed)
        return len(self.seen) / whole if whole else 1.0

    @property
    def precision(self) -> float:
        whole = len(self.deserved) + len(self.undeserved)
        return len(self.deserved) / whole if whole else 1.0


def voice(path: Path) -> tuple[Snapshot, list[list[str]]]:
    """Return a dossier and its labels."""
    plain: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    file = exchange.read(json.dumps(plain["dossier"]).encode(), path.name)
    return Snapshot(file.key, file.framework, "2026-07-01T10:00:00+00:00", file.sheets), plain["labels"]


def listen(path: Path) -> Heard:
    """Hold what the coach asks against the labels; a label that ends in `optional` may be asked about and need not."""
    snapshot, labels = voice(path)
    needed = {(where, field, what) for where, field, what, *may in labels if not may}
    known = {(where, field, what) for where, field, what, *_ in labels}
    asked = [(spot(remark), remark) for remark in remarks(snapshot, TODAY)]
    there = {one for one, _ in asked}
    return Heard(
        needed & there,
        needed - there,
        [remark for one, remark in asked if one in known],
        [remark for one, remark in asked if one not in known],
    )


def spot(remark: Remark) -> Spot:
    return remark.sheet.removeprefix("block/"), remark.field, WEAKNESS[remark.rule]


def main(names: list[str]) -> None:
    for path in sorted(FOLDER.glob("*.yaml")):
        if names and path.stem not in names:
            continue
        heard = listen(path)
        asked = len(heard.deserved) + len(heard.undeserved)
        print(f"{path.stem}: recall {heard.recall:.2f}, precision {heard.precision:.2f}, {asked} remarks")
        print(*(f"  missed: {one}" for one in sorted(heard.missed)), sep="\n")
        print(*(f"  undeserved: {spot(one)} {one.rule}: {one.message}" for one in heard.undeserved), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])

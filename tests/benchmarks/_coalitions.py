"""Makes coalitions that read like real ones: nine blocks, two cycles each, Dutch text of a real report's lengths.

A made-up coalition is made from its number alone: the same number gives the same dossier on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING, Any

from sko_widgets.dossier import exchange
from sko_widgets.dossier.snapshot import DossierKey, Snapshot
from sko_widgets.framework import framework_for

if TYPE_CHECKING:
    from sko_widgets.dossier.store import Store

PERIOD = "2024-2025"
MOMENT = "2026-07-01T10:00:00+00:00"

_SLOTS = {
    "wie": "de projectleider|de werkgroep|het kernteam|de coördinator op de locatie|een groep leerlingen|de vakdocent"
    "|de intern begeleider|de combinatiefunctionaris|een ouder uit de werkgroep|de wethouder jeugd",
    "wat": "het activiteitenboek|de samenwerkingsafspraken|het jaarplan|de vragenlijst voor leerlingen|het weekrooster"
    "|de gedeelde agenda|het inwerkprogramma|de kwaliteitskaart|de presentielijst|de begroting",
    "waar": "op de locatie Zuiderpark|in de wijk De Horst|bij de naschoolse opvang|in de sporthal|op het schoolplein"
    "|in de bibliotheek|bij de muziekschool|in het buurthuis|in de bovenbouw|op alle locaties",
    "wanneer": "in het najaar|na de herfstvakantie|vlak voor de zomer|elke twee weken|in het tweede halfjaar"
    "|tijdens de studiedag|vanaf januari|aan het eind van elke periode",
    "doel": "kinderen weten wat er na schooltijd te kiezen is|meer kinderen blijven komen nadat ze begonnen zijn"
    "|ouders horen op tijd wat er is|begeleiders dezelfde afspraken hanteren"
    "|het programma overeind blijft als iemand vertrekt|elke activiteit aansluit bij wat een kind overdag leert",
    "partner": "de gemeente|het schoolbestuur|de sportvereniging|de theaterschool|het welzijnswerk|de bibliotheek"
    "|de kinderopvang|het jongerenwerk",
    "getal": "14|27|38|46|63|82|109|240",
}
_SENTENCES = (
    "Na de start bleek dat {partner} en de scholen elkaars planning niet kenden, waardoor activiteiten {waar} op "
    "dezelfde middag vielen.",
    "{Wie} heeft daarom {wanneer} {wat} naast dat van {partner} gelegd en de verschillen met allen besproken.",
    "Het afgelopen jaar deden {getal} leerlingen {waar} mee; dat zijn er meer dan in het jaar ervoor, maar nog niet de "
    "kinderen die wij het liefst zien.",
    "Uit gesprekken met ouders kwam naar voren dat zij {wat} niet kenden en vooral afgingen op wat hun kind vertelde.",
    "Wij kozen ervoor klein te beginnen: eerst {waar}, daarna pas op de andere locaties, zodat {doel}.",
    "De samenwerking met {partner} kreeg vorm doordat {wie} {wanneer} aanschoof bij het teamoverleg.",
    "Wat niet werkte, was een centrale aanmelding: {getal} gezinnen haakten af voordat het programma begonnen was.",
    "Daarmee werd duidelijk dat {doel}, mits {wie} er tijd voor heeft en {partner} dezelfde taal spreekt.",
    "Tegelijk vraagt dit om borging, want {wat} hangt nu nog te veel af van één persoon.",
    "{Wie} vertelde {wanneer} dat het pas ging lopen toen er vaste gezichten stonden op vaste dagen.",
    "Over de kosten zijn we eerlijk: per activiteit {waar} is ruim {getal} euro nodig, en dat kan niet elk jaar.",
    "Ook {partner} ziet dat {doel}; wij leggen {wanneer} vast wie waarvoor verantwoordelijk is.",
)
_ITEMS = (
    "{Wie} stelt {wat} vast samen met {partner}, zodat {doel}.",
    "Er is {wanneer} een overleg gehouden {waar}, waarin {partner} en de scholen afspraken hebben gemaakt.",
    "{Wat} is aangepast na een proef {waar} met {getal} leerlingen.",
    "Begeleiders zijn {wanneer} geschoold in omgaan met groepen, *ook* in wat zij doen als het niet loopt.",
    "Een vaste contactpersoon bij {partner}, met een vervanger.",
    "De uitkomsten van de vragenlijst zijn **{wanneer}** besproken met {wie} en teruggekoppeld aan de ouders.",
)
_GOALS = ("Wij willen dat {doel}, en dat dit {waar} te merken is voordat het schooljaar om is.",)
_QUESTIONS = (
    "Hoe zorgen we ervoor dat {doel}, ook wanneer {partner} minder uren heeft?",
    "Wat is er nodig van {wie} om {wat} op elke locatie te laten werken?",
    "In hoeverre draagt wat wij {waar} doen eraan bij dat {doel}?",
)
_TITLES = (
    "Van losse middagen naar een gezamenlijk programma",
    "Vaste gezichten, vaste dagen",
    "De eerste afspraken staan",
    "Kinderen kiezen zelf",
    "Samen kijken wat werkt",
)
_LINKS = ("trap-op", "trap-af", "naastgelegen")


class _Writer:
    """Writes the texts of one coalition."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)  # texts, not secrets

    def fill(self, pattern: str) -> str:
        """Return a sentence with every slot filled."""
        words = {name: self.random.choice(options.split("|")) for name, options in _SLOTS.items()}
        return pattern.format(**words, **{name.capitalize(): _upper(word) for name, word in words.items()})

    def one(self, patterns: Iterable[str]) -> str:
        """Return one sentence."""
        return self.fill(self.random.choice(list(patterns)))

    def text(self, paragraphs: int, sentences: int) -> str:
        """Return paragraphs with as many sentences each."""
        told = [self.random.sample(_SENTENCES, sentences) for _ in range(paragraphs)]
        return "\n\n".join(" ".join(map(self.fill, part)) for part in told)

    def items(self, *, planned: bool) -> dict[str, Any]:
        """Return an intro and three or four items; planned ones carry who, when and how it stands."""
        texts = [self.one(_ITEMS) for _ in range(self.random.randint(3, 4))]
        detail = {"owner": "Projectleider", "due": "1 februari 2025", "status": "Loopt"}
        items = [{"text": text, **detail} if planned else text for text in texts]
        return {"intro": self.one(_SENTENCES), "items": items}

    def cycle(self, blocks: Iterable[str]) -> dict[str, Any]:
        """Return one cycle of a block."""
        names = list(blocks)
        return {
            "own_question": self.one(_QUESTIONS),
            "context": self.text(2, 2),
            "goal": self.one(_GOALS),
            "actions": self.items(planned=self.random.random() < 0.3),
            "results": self.items(planned=False),
            "outlook": self.text(1, 1),
            "next_questions": [self.one(_QUESTIONS) for _ in range(self.random.randint(1, 2))],
            "links": [{"kind": self.random.choice(_LINKS), "to": self.random.choice(names), "note": self.text(1, 1)}],
            "status": "afgerond",
        }


def dossier(number: int) -> dict[str, Any]:
    """Return a coalition's dossier as an exchange file's object."""
    writer, blocks = _Writer(number), framework_for(PERIOD).block_ids
    schools = [
        {
            "name": f"Basisschool De {name}",
            "locations": [f"{name}straat", f"{name}plein"][: writer.random.randint(1, 2)],
        }
        for name in writer.random.sample(["Regenboog", "Wilg", "Vlieger", "Molen", "Brug", "Zwaluw", "Linde"], 4)
    ]
    return {
        "format": "sko-dossier",
        "version": 1,
        "period": PERIOD,
        "coalition": {
            "name": f"Coalitie {number:05}",
            "slug": f"coalitie-{number:05}",
            "municipality": "Voorbeeldstad",
            "project_leader": "Projectleider",
            "schools": schools,
            "partners": ["Gemeente Voorbeeldstad", "Bibliotheek", "Sportservice", "Muziekschool"],
        },
        "introduction": writer.text(4, 4),
        "blocks": {
            block: {"title": writer.random.choice(_TITLES), "cycles": [writer.cycle(blocks) for _ in range(2)]}
            for block in blocks
        },
    }


def snapshot(number: int) -> Snapshot:
    """Return a coalition's dossier as a report reads it."""
    file = exchange.read(_json(number), f"coalitie {number}")
    return Snapshot(file.key, file.framework, MOMENT, file.sheets)


def fill(store: Store, numbers: Iterable[int]) -> list[DossierKey]:
    """Put coalitions into a store."""
    keys = []
    for number in numbers:
        file = exchange.read(_json(number), f"coalitie {number}")
        store.create(file.key, framework=file.framework, sheets=file.sheets, author="voorbeeld")
        keys.append(file.key)
    return keys


def _json(number: int) -> bytes:
    import json

    return json.dumps(dossier(number)).encode("ascii")


def _upper(word: str) -> str:
    return word[:1].upper() + word[1:]

"""One of each control, filled as a coalition might."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sko_widgets import widgets as w

from .storage import Shelf, ShelfStorage

LEVELS = {"macro": "Macro", "meso": "Meso", "micro": "Micro"}
THEMES = {"samenhang": "Samenhang", "samenwerking": "Samenwerking", "uitvoering": "Uitvoering"}
COLOURS = {"samenhang": "teal", "samenwerking": "indigo", "uitvoering": "amber"}
TITLES = {
    "macro-samenhang": "Een plek in de jeugdagenda",
    "meso-samenwerking": "Van losse uren naar één programma",
    "micro-uitvoering": "Veilig tot de laatste leerling thuis is",
}
BLOCKS = [
    {
        "id": f"{level}-{theme}",
        "name": f"{LEVELS[level]} – {THEMES[theme]}",
        "level": level,
        "theme": theme,
        "colour": COLOURS[theme],
        "title": TITLES.get(f"{level}-{theme}", ""),
    }
    for theme in THEMES
    for level in LEVELS
]
KINDS = [
    {"id": "trap-op", "label": "Trap op"},
    {"id": "trap-af", "label": "Trap af"},
    {"id": "naastgelegen", "label": "Naastgelegen bouwsteen"},
]
QUESTION_KINDS = [{"id": "nieuw", "label": "Nieuwe vraag"}, {"id": "bijgesteld", "label": "Bijgestelde vraag"}]
DETAILS = {"owner": "Wie", "due": "Wanneer", "status": "Hoe staat het ervoor?", "evidence": "Waaraan zie je het?"}
STATUSES = ["nog niet begonnen", "bezig", "klaar", "gestopt"]
VALUES: dict[str, Any] = {
    "title": "Van losse uren naar één programma",
    "goal": "In maart 2026 werken de vier aanbieders met één weekthema, en weet **iedere begeleider** wat er gedaan is."
    "\n\n- een thema per week\n    - gekozen door leerlingen\n- een overdrachtskaart",
    "actions": {
        "intro": "",
        "items": [
            {
                "text": "Met de locatiecoördinatoren zes weekthema’s kiezen",
                "owner": "coördinatoren",
                "due": "oktober 2025",
                "status": "klaar",
            },
            "Een overdrachtskaart maken die in twee minuten is ingevuld",
            "Elke zes weken samen terugkijken",
        ],
    },
    "next_questions": ["Hoe houden we de weekthema’s levend als de groepen wisselen?"],
    "reviewed_with": ["Locatiecoördinatoren"],
    "partners": ["Bibliotheek De Brug", "Sportvereniging Voorwaarts"],
    "schools": [{"name": "De Regenboog", "locations": ["Dijkstraat", "Havenkade"]}, {"name": "Het Anker"}],
    "links": [
        {"kind": "naastgelegen", "to": "meso-samenhang", "note": "De wijkkaart laat zien welke plekken meedoen."},
        {"kind": "trap-op", "to": "macro-uitvoering"},
    ],
}
STEPS = [
    ("title", "Titel", True, None),
    ("start_question", "Startvraag", True, None),
    ("own_question", "Eigen vraag", False, None),
    ("goal", "Doel", True, None),
    ("actions", "Acties", True, 3),
    ("results", "Resultaten", False, None),
    ("next_questions", "Nieuwe vraag", True, 1),
    ("links", "Verbindingen", True, 2),
    ("review", "Terugblik", False, None),
]
HEADINGS = {
    "title": "Titel",
    "goal": "Doel",
    "actions": "Acties",
    "results": "Resultaten",
    "next_questions": "Nieuwe vraag",
    "links": "Verbindingen",
    "reviewed_with": "Met wie",
    "partners": "Partners",
    "schools": "Scholen",
    "review": "Terugblik",
}


def shelves() -> dict[str, Shelf]:
    """Return a shelf for each field, with one revision where there is a value."""
    found = {name: Shelf() for name in (*VALUES, "results")}
    for name, value in VALUES.items():
        found[name].add(value)
    return found


def fields(stored: Mapping[str, Shelf], author: str = "Collega Een") -> dict[str, w.Control]:
    """Return a control for each field."""
    others = [{"id": one["id"], "name": one["name"]} for one in BLOCKS if one["id"] != "meso-samenwerking"]
    links = {"blocks": BLOCKS, "levels": [*LEVELS], "themes": [*THEMES], "here": "meso-samenwerking", "kinds": KINDS}
    columns = [
        {"name": "name", "label": "Naam", "kind": "line"},
        {"name": "locations", "label": "Locaties, één per regel", "kind": "lines"},
    ]
    kinds: dict[str, tuple[type[w.FieldControl], dict[str, Any]]] = {
        "title": (w.LineControl, {}),
        "goal": (w.TextControl, {}),
        "actions": (
            w.ItemsControl,
            {"item_label": "Actie", "details": DETAILS, "statuses": STATUSES, "in_sight": ["owner", "due"]},
        ),
        "results": (w.ItemsControl, {"item_label": "Resultaat", "details": DETAILS, "statuses": STATUSES}),
        "next_questions": (w.QuestionsControl, {"kinds": QUESTION_KINDS, "blocks": others}),
        "links": (w.LinksControl, links),
        "reviewed_with": (w.LinesControl, {"item_label": "Naam of rol"}),
        "partners": (w.NamesControl, {"item_label": "Partner"}),
        "schools": (w.TableControl, {"item_label": "School", "columns": columns}),
    }
    return {
        name: kind(
            key=f"rivierenland/2025-2026/block/meso-samenwerking/2/{name}",
            label=HEADINGS[name],
            colour="indigo",
            value=stored[name].value,
            revision=stored[name].revision,
            storage=ShelfStorage(stored[name], author),
            **more,
        )
        for name, (kind, more) in kinds.items()
    }


def rows() -> list[dict[str, Any]]:
    """Return the steps with what is in them."""
    return [
        {"name": name, "label": label, "anchor": name, "filled": filled, "count": count, "counts": name != "review"}
        for name, label, filled, count in STEPS
    ]


def block_page(stored: Mapping[str, Shelf]) -> dict[str, w.Control]:
    """Return a block's page: the bar, the steps, all fields, the end."""
    colour = "indigo"
    crumbs = [
        {"label": "Rivierenland 2025–2026", "url": "#a"},
        {"label": "Kwaliteitsraster", "url": "#b"},
        {"label": "Meso – Samenwerking, cyclus 2", "url": ""},
    ]
    bar = w.Bar(
        crumbs=crumbs, page_title="Meso – Samenwerking, cyclus 2 · Rivierenland", when="14.32 uur", colour=colour
    )
    bar.on("preview", lambda _: {"html": "<h1>Van losse uren</h1><p>Zoals het print.</p>"})
    cycles = [
        {"label": "Cyclus 1", "state": "afgerond", "url": "#c", "here": False, "done": True},
        {"label": "Cyclus 2", "state": "bezig", "url": "#d", "here": True, "done": False},
    ]
    strip = w.Strip(
        title=VALUES["title"],
        lead="Bouwsteen 5 van 9: Plannen en terugkijken als coalitie",
        label="Startvraag",
        question="<p>Hoe zorgen we dat wat een leerling op dinsdag leert, op donderdag terugkomt?</p>",
        cycles=cycles,
        colour=colour,
    )
    bottom = w.Bottom(can_finish=True, note="Terugdraaien kan.", next_label="Naar cyclus 3", colour=colour)
    beside = [{"way": "Vorige bouwsteen", "label": "Macro – Samenwerking", "url": "#e"}]
    recalled = [{"label": "Les 7: Leren", "url": "#f", "html": "<p>Waarom …</p>", "whole": "<p>Waarom zij niet?</p>"}]
    read = [{**row, "html": f"<p>Wat er bij {row['label']} staat.</p>"} for row in rows()]
    return {
        "bar": bar,
        "steps": w.Steps(beside=beside, steps=rows(), colour=colour),
        "strip": strip,
        "earlier": w.Earlier(texts=[{"title": "Jullie schreven in cyclus 1", "html": "<p>Het begon klein.</p>"}]),
        "recalled": w.Recalled(title="Jullie schreven eerder", answers=recalled),
        **fields(stored),
        "review": w.Review(rows=read, colour=colour),
        "bottom": bottom,
    }


def start_page(make: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None) -> dict[str, w.Control]:
    """Return the widgets of the start page."""
    links = {
        "macro-samenhang": ["macro-samenwerking"],
        "meso-samenhang": ["macro-samenhang"],
        "meso-samenwerking": ["micro-samenwerking", "micro-samenhang"],
        "macro-uitvoering": ["micro-uitvoering"],
        "micro-samenwerking": ["micro-samenhang"],
    }
    cells = [
        {
            **block,
            "url": f"#{block['id']}",
            "question": "Hoe zorgen we dat wat een leerling op dinsdag leert, op donderdag terugkomt?",
            "cycle": f"Cyclus {at % 3 + 1}",
            "finished": at % 3,
            "filled": at + 1,
            "total": 10,
            "state": "klaar om af te ronden" if at == 8 else "nu: Nieuwe vraag",
            "ready": at == 8,
            "links": [
                {"to": to, "label": f"naar {next(one['name'] for one in BLOCKS if one['id'] == to)}"}
                for to in links.get(block["id"], [])
            ],
        }
        for at, block in enumerate(BLOCKS)
    ]
    beginnings = w.Beginnings(period="2025-2026", largest=20)
    beginnings.on("make", make or (lambda _: {}))
    go_on = w.GoOn(
        title="Ga verder waar je was",
        place="Meso – Samenwerking, cyclus 2",
        question="Hoe zorgen we dat iedereen mee kan doen?",
        label="Verder met Doel",
        url="#g",
        colour="indigo",
    )
    brought = [
        {"id": "a", "colour": "teal", "origin": "Van Macro – Samenhang", "text": "Wie belt de clubs?", "note": ""},
        {"id": "b", "colour": "amber", "origin": "Van Micro – Uitvoering", "text": "Wie haakt af?", "note": "Zie mei."},
        {"id": "c", "colour": "amber", "origin": "Van Micro – Uitvoering", "text": "Wie niet?", "note": ""},
    ]
    arrivals = w.Arrivals(key="not-now:x", title="Kwam van een andere bouwsteen", arrivals=brought)
    arrivals.on("take", lambda _: {"message": "Overgenomen bij Eigen vraag.", "to": "#e", "link": "Meso"})
    actions = w.Actions(
        buttons=[{"id": "pdf", "label": "Rapport maken (pdf)", "main": True}, {"id": "json", "label": "Bewaren"}],
        links=[{"label": "Handleiding", "url": "#h"}],
    )
    actions.on("press", lambda _: {"name": "dossier.json", "data": "e30="})
    return {
        "bar": w.Bar(crumbs=[{"label": "Alle coalities", "url": "#"}, {"label": "Rivierenland 2025–2026", "url": ""}]),
        "opening": w.Opening(title="Rivierenland leert", lead="Vier scholen, gemeente en zes partners"),
        "go_on": go_on,
        "grid": w.Grid(
            cells=cells,
            levels=[{"id": one, "name": name} for one, name in LEVELS.items()],
            themes=[{"id": one, "name": name, "colour": COLOURS[one]} for one, name in THEMES.items()],
        ),
        "arrivals": arrivals,
        "recent": w.ShortList(
            title="Laatst gewijzigd",
            rows=[
                {"label": "Doel bij Macro – Uitvoering", "url": "#d", "note": "door Bram", "when": "mei", "late": True},
                {"label": "Titel", "url": "#t"},
            ],
            most=1,
            more="Alle 2 tonen",
        ),
        "search": w.SearchBox(label="Zoeken in dit dossier"),
        "offers": w.Offers(
            offers=[
                {
                    "id": "a",
                    "colour": "teal",
                    "origin": "Leergroep Rivieren",
                    "text": "Bellen",
                    "answer": "",
                    "can_take": True,
                    "asks": False,
                },
                {
                    "id": "b",
                    "colour": "",
                    "origin": "Leergroep Rivieren",
                    "text": "Praten",
                    "answer": "niet-nu",
                    "can_take": True,
                    "asks": True,
                },
            ],
            outcomes=[{"id": "gelukt", "label": "Gelukt"}, {"id": "niet", "label": "Niet"}],
        ),
        "share": w.ShareForm(
            groups=["Rivieren"],
            rows=[
                {
                    "id": "block/meso-samenwerking/2",
                    "label": "Meso – Samenwerking, cyclus 2",
                    "note": "Titel",
                    "part": "now",
                },
                {"id": "lesson/01-positie", "label": "Les 1", "note": "", "part": "instruments"},
            ],
            kinds=[{"id": "po", "label": "Basisonderwijs", "chosen": True}],
            shared=[
                {
                    "group": "Rivieren",
                    "slug": "rivieren",
                    "rows": [{"place": "x", "label": "Les 1", "when": "zonder naam"}],
                }
            ],
        ),
        "filters": w.Filters(
            filters=[
                {
                    "name": "block",
                    "label": "Bouwsteen",
                    "every": "Alle",
                    "options": [{"value": "a", "label": "A"}],
                    "chosen": "",
                }
            ],
            told="3 van 4.",
            note="Alleen wat zij deelden.",
        ),
        "actions": actions,
        "chooser": w.Chooser(
            label="Coalities",
            items=[{"label": "Rivierenland 2025–2026", "url": "#r", "note": "gewijzigd op 21 november 2026"}],
        ),
        "author": w.Author(given=""),
        "beginnings": beginnings,
        "coalitions": w.Coalitions(rows=coalitions()),
        "erase_fold": w.EraseFold(label="Dit dossier voorgoed verwijderen", lead="Alles gaat weg.", drafts="de-brug/"),
        "safekeeping": w.Safekeeping(
            warnings=["Let op: deze map wordt gedeeld."], last="Laatste reservekopie: 21 november 2026", can_make=True
        ),
    }


def coalitions(number: int = 8) -> list[dict[str, Any]]:
    """Return rows for the list of coalitions; the first has an older period, the second is the example."""
    names = ("Aa en Maas", "Bergën", "De Brug", "Élan", "Fluitenkruid", "Grift", "Hofkwartier", "IJsselrand")
    return [
        {
            "slug": f"coalitie-{at}",
            "name": names[at] if at < len(names) else f"Coalitie {at}",
            "period": f"202{5 - at % 2}–202{6 - at % 2}",
            "url": f"#{at}",
            "older": [] if at else [{"period": "2023–2024", "url": "#ouder"}],
            "changed": f"2026-11-{28 - at % 28:02}T12:00:00+00:00",
            "note": f"gewijzigd op {28 - at % 28} november 2026 door Anna",
            "example": at == 1,
        }
        for at in range(number)
    ]


def square_columns() -> dict[str, Any]:
    """Return what a square is made with, as lesson 11 has it."""
    steps = ("Niet", "Een beetje", "Redelijk", "Sterk", "Heel sterk")
    options = [{"id": str(number), "label": label} for number, label in enumerate(steps, 1)]
    line = [{"id": str(number), "label": f"Plek {number}"} for number in range(1, 6)]
    scales = (
        ("career", "Gelijke loopbaankansen", "Wie evenveel kan, heeft evenveel kans."),
        ("development", "Gelijke ontwikkelkansen", "Elk kind ontwikkelt zijn talent."),
    )
    return {
        "label": "Onze plek en die van partners",
        "item_label": "Partner",
        "columns": [
            {"name": "id", "label": "Kenmerk", "kind": "line", "hidden": True},
            {"name": "name", "label": "Naam", "kind": "line"},
            *(
                {"name": n, "label": label, "kind": "scale", "options": options, "help": said}
                for n, label, said in scales
            ),
            {"name": "position", "label": "Plek op de lijn", "kind": "scale", "options": line, "former": True},
            {"name": "reason", "label": "Waarom daar?", "kind": "line"},
        ],
        "in_sight": ["career", "development", "reason"],
        "first_row": {"id": "wij", "name": "Wij zelf"},
        "stood": {"wij": "Plek 4"},
    }


def lesson_page() -> dict[str, w.Control]:
    """Return a lesson's page: a field of each kind that blocks have not."""
    options = [{"id": str(number), "label": f"Keuze {number}"} for number in range(1, 6)]
    scales = [
        {"name": name, "label": name, "kind": "scale", "options": options}
        for name in ("distance", "target", "influence", "interest")
    ]
    columns = [
        {"name": "id", "label": "Kenmerk", "kind": "line", "hidden": True},
        {"name": "name", "label": "Naam", "kind": "line"},
        {
            "name": "dependence",
            "label": "Wie heeft wie nodig?",
            "kind": "choice",
            "options": options,
            "questions": ["Wie?"],
        },
        *scales,
        {"name": "since", "label": "Sinds", "kind": "date"},
        {
            "name": "about",
            "label": "Gaat over",
            "kind": "choices",
            "options": options,
            "questions": ["Waar?", "Wanneer?"],
        },
    ]
    sides = [[{"id": "a", "label": "Te ver"}, {"id": "b", "label": "Te duur"}], [{"id": "c", "label": "Dichtbij"}]]
    kinds: dict[str, tuple[type[w.FieldControl], dict[str, Any]]] = {
        "choice": (w.ChoiceControl, {"label": "Keuze", "options": options}),
        "choices": (w.ChoicesControl, {"label": "Keuzes", "options": options}),
        "scale": (w.ScaleControl, {"label": "Plek", "options": options, "questions": ["Waar sta je?"]}),
        "date": (w.DateControl, {"label": "Datum"}),
        "ties": (w.TiesControl, {"label": "Wat hoort bij wat", "rows": sides, "names": ["Problemen", "Doelen"]}),
        "ideals": (
            w.IdealsControl,
            {"label": "Zinnen", "columns": [{"name": "sentence", "label": "Zin", "kind": "line"}]},
        ),
        "people": (
            w.StakeholdersControl,
            {
                "label": "Stakeholders",
                "item_label": "Stakeholder",
                "columns": columns,
                "in_sight": ["distance", "target", "influence", "interest"],
            },
        ),
        "square": (w.SquareControl, square_columns()),
    }
    made: dict[str, w.Control] = {"bar": w.Bar(crumbs=[{"label": "Les 3", "url": ""}], page_title="Les 3")}
    for name, (kind, more) in kinds.items():
        shelf = Shelf()
        made[name] = kind(key=f"rivierenland/2025-2026/lesson/03/{name}", storage=ShelfStorage(shelf), **more)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="var(--ink)"/></svg>'
    )
    made |= {**chain_page(), **matrix_page()}
    made["picture"] = w.Picture(pictures=[{"svg": svg, "caption": "Een vierkant", "alt": "Een vierkant."}])
    contribution = {
        "id": "1",
        "text": "Fietsles",
        "details": ["Wie: Anna"],
        "source": "Les 12, De kansenketen",
        "url": "#",
        "taken": False,
    }
    remark = {
        "id": "r1",
        "question": "Wanneer wil je weten of dit gelukt is? Noem een maand.",
        "mend": "",
        "url": "",
        "item": None,
    }
    folded = {**remark, "id": "r2", "question": "Zet je die ook bij Nieuwe vraag?", "mend": "Zet bij Nieuwe vraag"}
    made["remark_list"] = w.RemarkList(
        title="De meedenker vraagt",
        remarks=[{**remark, "place": "Doel"}],
        folded=[{**folded, "place": "Vervolg"}],
        settled=[{"id": "r3", "place": "Acties", "question": "Wie pakt dit op?", "said": "Dit klopt zo: de raad."}],
    )
    said = {**remark, "id": "r4", "who": "Anna, 27 november 2026", "html": "<p>Wie?</p>", "note": "Er veranderde iets."}
    made["comments"] = w.RemarkList(title="Wat lezers schreven", remarks=[said], noun=["opmerking", "opmerkingen"])
    made["comments_picker"] = w.CommentsPicker(largest=9)
    made["contribution_list"] = w.ContributionList(
        summary="Uit je instrumenten: 1 maatregel uit les 12", contributions=[contribution]
    )
    return made


def chain_page() -> dict[str, w.Control]:
    """Return a board of five columns, and before it the fields that it holds."""
    tables = {
        "problems": "Probleem",
        "goals": "Doel",
        "measures": "Maatregel",
        "reasons": "Uitleg",
        "strains": "Spanning",
    }
    joined = [("pg", 0, 1), ("gm", 1, 2), ("mr", 2, 3), ("ms", 2, 4), ("sg", 4, 1)]
    columns = [
        {"name": "id", "label": "Id", "kind": "line", "hidden": True},
        {"name": "text", "label": "Tekst", "kind": "line"},
    ]
    parts: dict[str, w.Control] = {}
    for name, item in tables.items():
        shelf = Shelf()
        shelf.add([{"id": f"{name[0]}{n}", "text": f"{item} nummer {n}"} for n in (1, 2)])
        parts[name] = w.TableControl(
            key=f"a/b/lesson/12/{name}",
            label=item,
            columns=columns,
            value=shelf.value,
            revision=1,
            storage=ShelfStorage(shelf),
        )
    for name, _, _ in joined:
        parts[name] = w.TiesControl(key=f"a/b/lesson/12/{name}", label=name, storage=ShelfStorage(Shelf()))
    board = w.ChainBoard(
        fields=parts,
        columns=[
            {"name": name, "label": item, "item": item, "letter": item[0], "heading": item, "asks": "Wat zie je?"}
            for name, item in tables.items()
        ],
        ties=[{"name": name, "start": start, "end": end} for name, start, end in joined],
        loose=[["pg", 0, "nog geen doel"]],
    )
    return {**parts, "chain": board}


def matrix_page() -> dict[str, w.Control]:
    """Return two tables that are one matrix, and before it the fields that it holds."""
    columns = [
        {"name": "id", "label": "Id", "kind": "line", "hidden": True},
        {"name": "text", "label": "Tekst", "kind": "line"},
    ]
    parts: dict[str, w.Control] = {}
    for name, item in (("down", "Partij"), ("across", "Belang")):
        shelf = Shelf()
        shelf.add([{"id": f"{name[0]}{n}", "text": f"{item} nummer {n}"} for n in (1, 2)])
        parts[name] = w.TableControl(
            key=f"a/b/lesson/02/{name}",
            label=item,
            item_label=item,
            columns=columns,
            value=shelf.value,
            revision=1,
            storage=ShelfStorage(shelf),
        )
    parts["ties"] = w.TiesControl(key="a/b/lesson/02/ties", label="Wie wil wat", storage=ShelfStorage(Shelf()))
    return {**{f"of-matrix-{name}": part for name, part in parts.items()}, "matrix": w.MatrixControl(**parts)}


def session_page() -> dict[str, w.Control]:
    """Return what sets up a learning group's session, and what is made of it afterwards."""
    return {
        "session": w.SessionForm(
            key="sko:session/x",
            levels=[{"id": one, "name": name} for one, name in LEVELS.items()],
            themes=[{"id": one, "name": name, "colour": COLOURS[one]} for one, name in THEMES.items()],
            cells=[{**block, "question": "Kun je op elkaar rekenen?"} for block in BLOCKS],
            lessons=[{"id": "lesson/01-positie", "label": "Les 1: Kies je positie", "question": "Wie doet wat?"}],
            forms=[{"id": "les", "name": "Les", "good_for": "Voor allen.", "people": "Drietallen", "minutes": 70}],
            filled={"start": "13.00", "minutes": "180", "parts": [{"name": "Begin", "minutes": 10, "says": "Kom"}]},
        ),
        "copy": w.CopyText(title="Uitnodiging", note="Plak deze tekst in je mail.", text="Beste collega’s,"),
        "stands": w.StandList(
            title="Wie is er klaar?",
            fold=True,
            rows=[{"name": "De Brug", "note": "", "stand": "gedeeld", "done": True}],
            foot="En 3 zonder naam.",
        ),
        "minutes": w.MinutesCheck(
            sections=[
                {
                    "title": "Inzichten",
                    "lines": [
                        {
                            "place": "harvest/2026-01-20/000000000001",
                            "pieces": [{"text": "De ", "mark": False}, {"text": "moeder van Sanne", "mark": True}],
                            "about": "van De Brug",
                            "on": True,
                        }
                    ],
                }
            ],
            told="In 1 regel staat misschien een naam.",
        ),
        "groups": w.GroupsForm(
            groups=[{"chair": "De Brug", "members": ["De Brug", "De Vaart"]}, {"chair": "", "members": ["Zandpad"]}],
            left=["De Kempen"],
            away=["Oeverland"],
            revision=1,
            told="2 groepjes, van 1 en 2.",
            chair_says="Jij bewaakt de tijd.",
            can_undo=True,
        ),
        "new-group": w.NewGroup(),
    }

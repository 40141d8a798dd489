"""The fields of a sheet, declared as data: of which kind, under which Dutch label, what they feed."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "line",
    "lines",
    "names",
    "text",
    "items",
    "questions",
    "links",
    "table",
    "choice",
    "choices",
    "scale",
    "date",
    "ties",
)
"""The kinds a field can have; `dossier.values` says which JSON value each one holds.

A column can have one more: a name from a list that the dossier keeps once, `partner`.  A field that is such a list says
under `lists` of which kind.
"""

CONTROLS = ("stakeholders", "square", "ideals", "count")
"""The controls that show a field or a column as more than its kind does; it asks for one by name."""

PAPERS = ("maps", "cards", "column")
"""How a table stands on an empty sheet to write on, where that is no table: the sheet's maps, a card a column, or a
column beside others."""

NEXT_PERIOD = ("keep", "leave")
"""What may happen to an answer when a new period begins."""

ITEM_PARTS = ("owner", "due", "status", "evidence")
"""What may hang on an item beside its text; the field's columns give each its label."""

BECOMES = ("name", "text", "owner", "due", "evidence")
"""What a column can become when its row is taken over: the name, what is told behind that, or what hangs on an item."""

FIRST_ROW = "wij"
"""Id of the row that a table with a `first` row begins with."""

INTRODUCTION = "introduction"
"""What a sheet feeds when it has something for the introduction instead of a block."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a `choice`, `choices`, `scale`, `questions` or `links` field.

    Parameters
    ----------
    id, label
        In the store, and on screen.
    against
        Whether who chooses it decides against its row or item, so that a block is not offered it.
    url
        Where on the web it is, for a source; it is opened by who clicks on it, and never fetched.
    """

    id: str
    label: str
    against: bool = False
    url: str = ""

    @property
    def address(self) -> str:
        """Its place on the web as people write it, `www.nji.nl/interventies`."""
        return self.url.removeprefix("https://").removesuffix("/")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a lesson, in our own words; its id, `04-missie-2`, stays when the words change."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Recall:
    """What was answered earlier and is read beside a field: a field of some sheet, of a table perhaps one column."""

    sheet: str
    field: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}/{self.field}{'.' if self.column else ''}{self.column}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a sheet.

    Parameters
    ----------
    name
        Name in the store and the exchange format.
    kind
        One of `KINDS`; of a column also a kind that some field `lists`.
    label
        What the screen and the screen reader say.
    heading
        Heading in the report; the label when the sheet says nothing.
    item, items
        What one item is called on a button, `Actie`, and more of them in a sentence, `acties`.
    ask, hint
        The question of its step in plain words, `Wat was er aan de hand?`, and a sentence on how to answer it.
    help
        One Dutch sentence, shown beside the field.
    recalls
        What was answered earlier and is read beside it: of this sheet, or of a lesson before it on its route.
    missing
        Of a field that a cycle cannot do without: what is said while it is empty, `Nog geen doel`.
    step
        Name of the step that it is asked in; its own when the sheet says nothing.
    control
        One of `CONTROLS`; the kind's own control when the sheet says nothing.
    paper
        Of a `table`: one of `PAPERS`.
    columns
        Of a `table`; of `items` what may hang on an item, some of `ITEM_PARTS`.
    first
        Of a table with a hidden column `id`: what its first row is called, which is always there, `Wij zelf`; its id is
        `FIRST_ROW`, and it is kept as any other once something stands in it.
    in_sight
        Of `items`: the columns that stand below the text of each item. Of a `table`: those that stand beside what a row
        is called. The others lie behind one click.
    options
        Of a `choice`, `choices`, `scale`, `questions` or `links`; those of a `scale` are `1`, `2`, ….
    default
        Of a `choice`: the option that holds while nobody chose. Of `names`: those that stand there while nobody changed
        them.
    lists
        Of `names`, or of a table with a hidden column `id`: the kind of the columns that offer its names, `partner`.
    offers
        Of a column of kind `line`: sheet, field and column where the texts stand that it offers to choose from.
    between
        Of `ties`: the two tables whose rows it joins, each with a hidden column `id`.
    loose
        Of `ties`: those of the two tables whose rows should not be left untied.
    feeds
        Ids of the blocks that this field has something for, or `INTRODUCTION`.
    into
        Of a field that feeds a block: the field of the block's cycle that its contributions are meant for.
    becomes
        Of a column: what it is when its row is taken over, one of `BECOMES`; without it the column stays behind.
    questions
        The lesson's questions that are answered here.
    hidden
        Of a column: kept, but neither shown nor printed.
    former
        Kept from before: asked, shown and printed only while something stands in it.
    asked
        Whether a cell of the sheet's notebook asks for it; not when the page has its own button for it.
    notebook
        The notebook that asks for it, when that is another than its sheet's.
    as_picture
        Of an instrument: whether it prints when only the picture goes into the report; a table can be the picture.
    elsewhere
        Whether the report prints it in a place of its own (cover, heading of a cycle) instead of with its sheet.
    next_period
        Whether a coalition's next period can begin with it: `keep`, unless told otherwise; `leave`, when told so;
        empty, never.  Of a column: `leave` when it stays behind while its row comes along.
    sheet
        Id of the sheet that it belongs to, with its places: `block/{block}/{cycle}`.
    """

    name: str
    kind: str
    label: str
    heading: str = ""
    item: str = ""
    items: str = ""
    ask: str = ""
    hint: str = ""
    help: str = ""
    recalls: tuple[Recall, ...] = ()
    missing: str = ""
    step: str = ""
    control: str = ""
    paper: str = ""
    columns: tuple[Field, ...] = ()
    options: tuple[Option, ...] = ()
    default: str | tuple[str, ...] = ""
    lists: str = ""
    offers: tuple[str, ...] = ()
    first: str = ""
    in_sight: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    into: str = "context"
    becomes: str = ""
    questions: tuple[Question, ...] = ()
    hidden: bool = False
    former: bool = False
    asked: bool = True
    notebook: str = ""
    as_picture: bool = False
    elsewhere: bool = False
    next_period: str = ""
    sheet: str = ""

    @property
    def title(self) -> str:
        """Its heading in the report."""
        return self.heading or self.label

    @property
    def step_name(self) -> str:
        """Name of the step that it is asked in."""
        return self.step or self.name

    @property
    def refers(self) -> bool:
        """Whether it holds names that the dossier keeps once, in a list: each as its id, or free as it was typed."""
        return self.kind not in KINDS

    @property
    def names_its_row(self) -> bool:
        """Whether a row of a table can be called by this column."""
        return not self.hidden and (self.kind in ("line", "text") or self.refers)

    def is_against(self, option_id: str) -> bool:
        """Say whether who chose an option decided against its row or item."""
        return self.option(option_id).against

    @property
    def has_row_ids(self) -> bool:
        """Whether each row of a table has an id, by which it stays the same row when it is called otherwise."""
        return any(column.name == "id" and column.hidden for column in self.columns)

    @property
    def row_name(self) -> Field | None:
        """The column by which the rows of a table are called; None when there is none."""
        return next((column for column in self.columns if column.names_its_row), None)

    @property
    def taken_name(self) -> Field | None:
        """The column by which a row is called where it is taken over."""
        return next((column for column in self.columns if column.becomes == "name"), self.row_name)

    @property
    def parts(self) -> tuple[Field, ...]:
        """The field itself and its columns."""
        return (self, *self.columns)

    def option_label(self, option_id: str) -> str:
        """Return the Dutch label of an option, or the id itself when the format lost it."""
        return self.option(option_id).label

    def option(self, option_id: str) -> Option:
        """Return an option; one that the format lost is called by its id."""
        return next((option for option in self.options if option.id == option_id), Option(option_id, option_id))

"""What a user typed prints as it was typed: the report's Markdown, read back through pandoc."""

from __future__ import annotations

import json
import random
import re
import string
import subprocess
from collections.abc import Callable, Iterable
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from sko_widgets.report import markdown
from sko_widgets.report.pandoc import READER

SPACE = {"Space": " ", "SoftBreak": "\n~", "LineBreak": "\n"}
"""A soft break is never meant, so it is made visible."""


def pandoc(text: str) -> list[Any]:
    """Return pandoc's blocks of a Markdown text."""
    command = [pypandoc.get_pandoc_path(), "--from", READER, "--to", "json"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return list(json.loads(done.stdout)["blocks"])


def words(inlines: list[Any]) -> str:
    """Return inline elements as text, bold as `‹b›…‹/b›`, italic as `‹i›…‹/i›`; nothing else may be there."""
    found = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            found.append(content)
        elif kind in SPACE:
            found.append(SPACE[kind])
        elif kind in ("Strong", "Emph"):
            mark = "b" if kind == "Strong" else "i"
            found.append(f"‹{mark}›{words(content)}‹/{mark}›")
        elif kind == "Link":
            found.append(f"‹{content[2][0]}›{words(content[1])}‹/›")
        else:
            assert (kind, content) == ("Span", [["", [], []], []]), f"{kind}: {content}"
    return "".join(found)


def shape(blocks: list[Any]) -> list[Any]:
    """Return blocks as texts, and lists as `["-", item…]` or `[3, item…]`; nothing else may be there."""
    found: list[Any] = []
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            found.append(words(content))
        elif kind == "BulletList":
            found.append(["-", *map(shape, content)])
        elif kind == "OrderedList":
            found.append([content[0][0], *map(shape, content[1])])
        else:
            pytest.fail(f"{kind}: {content}")
    return found


def printed(texts: Iterable[str], make: Callable[[str], str] = markdown.blocks) -> list[list[Any]]:
    """Return the shape that each text has in print; one pandoc reads them all, each in a division of its own."""
    texts = list(texts)
    found = pandoc("\n\n".join(markdown.div("sample", make(text)) for text in texts))
    assert [block["t"] for block in found] == ["Div"] * len(texts), "a text ended its division"
    assert {tuple(block["c"][0][1]) for block in found} <= {("sample",)}
    return [shape(block["c"][1]) for block in found]


PIECES = (
    *string.punctuation,
    *"aé1 \n",
    *("woord ", "half", " ", "\n", "\n\n", "\t", "    ", "\\", "\\\n", "  \n", "\u00a0", "’", "–", "🎉", "ﬁ", "\u0301"),
    *("*", "**", "***", "_", "__", "~~", "~", "^", "`", "``", "$", "$$", "\\(", "\\[", "@", "@x", "[@x]", "#", "##"),
    *("[a](b)", "![a](b.png)", "[^1]", "[^1]: x", "[x]: y", "<b>", "</div>", "<!--", "-->", "<script>", "<x@y.nl>"),
    *("&amp;", "&#42;", "&", "http://x.nl", "{{ a }}", "{% x %}", "{#id}", "{.c}", "{", "}", ":::", "::: {.c}", ":"),
    *("~~~", "```", "---", "===", "***", "+---+", "| a | b |", "|---|", ">", "> ", "1.", "1. ", "12) ", "- "),
    *("-", "+ ", "* ", "(@) ", "#. ", "a. ", "i) ", ":   x", "%", "%%", "---\na: x\n---\n", "..."),
    *("--", "'a'", '"a"', "\\begin{x}"),
)  # fmt: skip


def anything(seed: int, most: int = 12) -> str:
    chosen = random.Random(seed)
    return "".join(chosen.choices(PIECES, k=chosen.randint(1, most)))


TEXTS = [anything(seed) for seed in range(3_000)]


def flat(text: str) -> str:
    """Return what must be left of a text without marks of lists, bold and italic, backslashes at these, and blanks."""
    return re.sub(r"[\s*\\]", "", text)


def unmarked(text: str) -> str:
    """Return a text without the marks that may begin the items of a list."""
    return "\n".join(re.sub(r"^(\s*(?:[-*]|\d{1,2}[.)])(?=[ \t]))+", "", line) for line in text.splitlines())


def everything(found: list[Any]) -> str:
    return "".join(
        re.sub("‹/?[bi]›", "", part) if isinstance(part, str) else "".join(map(everything, part[1:])) for part in found
    )


def test_no_text_sets_anything_off_but_lists_bold_and_italic() -> None:
    for text, found in zip(TEXTS, printed(TEXTS), strict=True):
        assert "~" in text or "\n~" not in everything(found), text


def test_every_character_that_was_typed_is_printed_in_order() -> None:
    for text, found in zip(TEXTS, printed(TEXTS), strict=True):
        left, whole = flat(everything(found)), flat(text)
        # A line that looks like an item may be one, or go on with the paragraph before it.
        marks = iter(whole)
        assert all(char in marks for char in left), f"{text!r} printed {left!r}"
        lost = len(whole) - len(left)
        assert lost <= len(whole) - len(flat(unmarked(text))), f"{text!r} printed {left!r}"


def plain_text(seed: int) -> str:
    """Return a text in which nothing is a list, bold or italic."""
    text = re.sub(r"\*", "x", anything(seed, 20))
    return re.sub(r"(?m)^(\s*)([-–]|\d+[.)])(?=\s)", r"\1x", text)


def trimmed(text: str) -> str:
    """Return a text without white space at the ends of its lines, and with single spaces."""
    return "\n".join(re.sub(r"[ \t]+", " ", line.strip(" \t\u00a0")) for line in text.split("\n"))


def test_a_text_without_marks_of_ours_is_printed_to_the_letter() -> None:
    texts = [plain_text(seed) for seed in range(10_000, 12_500)]
    for text, found in zip(texts, printed(texts), strict=True):
        wanted = re.sub(r"\n{2,}", "\n\n", trimmed(text)).strip("\n")
        assert re.sub(r"\n{2,}", "\n\n", trimmed("\n\n".join(found))).strip("\n") == wanted, repr(text)


def test_a_line_is_printed_to_the_letter() -> None:
    texts = [text for seed in range(20_000, 22_500) if (text := " ".join(anything(seed, 20).split()))]
    for text, found in zip(texts, printed(texts, markdown.line), strict=True):
        assert found == [text.replace("\n", " ")]


@pytest.mark.parametrize("mark", string.punctuation)
def test_each_mark_stands_anywhere(mark: str) -> None:
    texts = [mark, f"a{mark}b", f"{mark}a", f"a{mark}", f"a {mark} b", 3 * mark, f"{mark}{mark} b", f"a{mark}b{mark}c"]
    texts += [f"({mark})", f"{mark}\n{mark}", f"x{mark}{mark}x{mark}{mark}x", f"a\n{mark}b", f"a{mark}\nb"]
    texts += [] if mark in "*-" else [f"\\{mark}", f"\\\\{mark}"]
    if mark not in "-*":
        texts += [f"x\n{mark} b", f"{mark} b", f"{mark}a{mark}", f"{mark}{mark}a{mark}{mark}"]
    for text, found in zip(texts, printed(texts), strict=True):
        assert found == [text], repr(text)


# --- what is live ------------------------------------------------------------------------------------

LIVE: dict[str, list[Any]] = {
    "een **vet** woord": ["een ‹b›vet‹/b› woord"],
    "een *schuin* woord": ["een ‹i›schuin‹/i› woord"],
    "***beide***": ["‹i›‹b›beide‹/b›‹/i›"],
    "**vet en *schuin* samen**": ["‹b›vet en ‹i›schuin‹/i› samen‹/b›"],
    "**vet**, *schuin*.": ["‹b›vet‹/b›, ‹i›schuin‹/i›."],
    "(*schuin*)": ["(‹i›schuin‹/i›)"],
    "**over\nregels**": ["‹b›over\nregels‹/b›"],
    "**niet af": ["**niet af"],
    "\\*niet\\* \\*\\*vet\\*\\* \\\\**wel**": ["*niet* **vet** \\‹b›wel‹/b›"],
    "\\- a\n\\\\- b\n\\• c\n\\-d": ["- a\n\\- b\n• c\n\\-d"],
    "1\\. a\n12\\) b\n3\\.\n123\\. c": ["1. a\n12) b\n3.\n123\\. c"],
    "- \\-\n- \\*\n- \\---": [["-", ["-"], ["*"], ["---"]]],
    "C:\\map\\\\x \\alpha \\[x\\]": ["C:\\map\\\\x \\alpha \\[x\\]"],
    "zie [de *site*](https://x.nl/a_b?c=1&d=*2*), of [mail](mailto:a@b.nl)": [
        "zie ‹https://x.nl/a_b?c=1&d=*2*›de ‹i›site‹/i›‹/›, of ‹mailto:a@b.nl›mail‹/›"
    ],
    "**[vet](http://x.nl)**": ["‹b›‹http://x.nl›vet‹/›‹/b›"],
    "[a](javascript:b) ![c](http://x.nl) [d](/e) [f]\\(http://g) [a [b](http://c)](http://d)": [
        "[a](javascript:b) ![c](http://x.nl) [d](/e) [f](http://g) [a ‹http://c›b‹/›](http://d)"
    ],
    "2*3*4 en a_b_c en __x__": ["2*3*4 en a_b_c en __x__"],
    "5 * 3 * 2": ["5 * 3 * 2"],
    "* los": [["-", ["los"]]],
    "**": ["**"],
    "** **": ["** **"],
    "a\nb": ["a\nb"],
    "a  \nb\\\nc": ["a\nb\\\nc"],
    "a\r\nb\rc": ["a\nb\nc"],
    "a\n\n\n\nb": ["a", "b"],
    "  a\n    b\n\tc": ["a\nb\nc"],
    "    vier spaties": ["vier spaties"],
    "- a\n- b": [["-", ["a"], ["b"]]],
    "• a\n• b": [["-", ["a"], ["b"]]],
    "·\ta\n◦ b": [["-", ["a"], ["b"]]],
    "a • b": ["a • b"],
    "1. a\n2. b": [[1, ["a"], ["b"]]],
    "3) a\n4) b": [[3, ["a"], ["b"]]],
    "Vooraf\n- a\n- b": ["Vooraf", ["-", ["a"], ["b"]]],
    "- a\n\n- b": [["-", ["a"], ["b"]]],
    "- a\n  meer\n- b": [["-", ["a\nmeer"], ["b"]]],
    "- a\n\n  alinea\n- b": [["-", ["a", "alinea"], ["b"]]],
    "- a\n  - b\n    - c\n- d": [["-", ["a", ["-", ["b", ["-", ["c"]]]]], ["d"]]],
    "- a\n    - b": [["-", ["a", ["-", ["b"]]]]],
    "1. a\n   - b\n2. c": [[1, ["a", ["-", ["b"]]], ["c"]]],
    "1. a\n    - b\n2. c": [[1, ["a", ["-", ["b"]]], ["c"]]],
    "- a\n\t- b": [["-", ["a", ["-", ["b"]]]]],
    "- **vet** a": [["-", ["‹b›vet‹/b› a"]]],
    "-": ["-"],
    "- ": ["-"],
    "-a": ["-a"],
    "1.": ["1."],
    "1.5 fte": ["1.5 fte"],
    "2024. Een jaar": ["2024. Een jaar"],
    "+ plus": ["+ plus"],
    "# geen kop": ["# geen kop"],
    "> geen citaat": ["> geen citaat"],
    "a\n===\nb\n---": ["a\n===\nb\n---"],
    "---": ["---"],
    "- - -": ["- - -"],
    "* * *": ["* * *"],
    "| a | b |\n|---|---|\n| 1 | 2 |": ["| a | b |\n|---|---|\n| 1 | 2 |"],
    "```\ncode\n```": ["```\ncode\n```"],
    "~~~ {.python}\ncode\n~~~": ["~~~ {.python}\ncode\n~~~"],
    ":::::: {.question}\n\nx\n\n::::::": [":::::: {.question}", "x", "::::::"],
    "https://x.nl/a_b?c=d&e=f*g": ["https://x.nl/a_b?c=d&e=f*g"],
    "{{ cookiecutter }} {% raw %} {# x #}": ["{{ cookiecutter }} {% raw %} {# x #}"],
    "\\emph{x} $x^2$ #set text(red)": ["\\emph{x} $x^2$ #set text(red)"],
    "<script>alert(1)</script> &lt;": ["<script>alert(1)</script> &lt;"],
    "": [],
    " \n\t\n ": [],
}  # fmt: skip


@pytest.mark.parametrize("text", LIVE, ids=repr)
def test_what_is_live_and_what_is_not(text: str) -> None:
    assert printed([text]) == [LIVE[text]]


STARS = ("*", "**", "***", "a", "b", " ", "(", ")", ".", "_", "\n")


def live(html: str) -> str:
    """Return the HTML of a preview as `words` does; a mark within its own kind, or against it, is one."""
    found, depth = "", {"strong": 0, "em": 0}
    for part in re.split(r"(</?(?:strong|em)>)", re.sub(r"</?p>|<br ?/?>", "", html.strip())):
        name = part.strip("</>")
        if name not in depth:
            found += unescape(part)
            continue
        before = depth[name]
        depth[name] += -1 if part.startswith("</") else 1
        if 0 in (before, depth[name]):
            found += f"‹{'/' if before else ''}{'b' if name == 'strong' else 'i'}›"
    for _ in range(2):
        found = re.sub(r"‹/([bi])›‹\1›", "", found)
    return found


def test_a_text_without_marks_reads_the_same_beside_one_that_has_them() -> None:
    signs = [*"ab Zé1.)-–•_#>`~|:&;<\"'!?(){}]  \u00a0\u2003\u200b\u2028\x85\x1c\v😀\n", "\n\n", "1. ", "- ", "&amp;"]
    chosen = random.Random(7)
    texts = ["".join(chosen.choices(signs, k=chosen.randint(1, 12))) for _ in range(20_000)]
    plain = [text for text in texts if text == text.strip()]
    assert len(plain) > 5_000
    for text in plain:
        assert markdown.blocks(f"{text}\n\n*x*") == f"{markdown.blocks(text)}\n\n_x_", repr(text)


def test_the_report_reads_stars_as_the_preview_does() -> None:
    texts = ["a" + "".join(random.Random(seed).choices(STARS, k=12)) + "a" for seed in range(4_000)]
    texts = [text for text in texts if "\n\n" not in re.sub(" ", "", text) and not re.search(r"(?m)^\s*\*\s", text)]
    assert len(texts) > 1_000
    for text, found in zip(texts, printed(texts), strict=True):
        shown = live(markdown.html(text))
        assert found == [re.sub(" +", " ", shown)], repr(text)


class Marks(HTMLParser):
    """What in HTML is a mark and not text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{tag} {name}" for name, _ in attrs)}


def test_the_preview_of_a_text_holds_no_mark_but_ours() -> None:
    naughty = json.loads((Path(__file__).parent / "assets" / "blns.json").read_text(encoding="utf-8"))
    found = set().union(*(Marks(markdown.html(text)).found for text in [*LIVE, *naughty]))
    assert {"p", "strong", "em", "ul", "ol", "li"} <= found
    assert found <= {"p", "br", "strong", "em", "ul", "ol", "li", "ol start", "a", "a href"}
    addresses = re.findall(r'href="([^"]*)', "".join(markdown.html(text) for text in [*LIVE, *naughty]))
    assert all(re.match(r"https?://|mailto:", one) for one in addresses)


def deep_list(levels: int) -> str:
    return "\n".join("  " * level + f"- {level}" for level in range(levels))


def test_a_list_goes_as_deep_as_anybody_needs_and_no_text_is_lost_below() -> None:
    (found,) = printed([deep_list(10)])
    for level in range(9):
        ((_, (text, *found)),) = found
        assert text == str(level)
    for levels in (30, 200):
        (found,) = printed([deep_list(levels)])
        digits = re.sub(r"[^0-9]", "", everything(found))
        assert digits == "".join(map(str, range(levels)))


# --- in our own constructs ---------------------------------------------------------------------------


def test_a_text_prints_in_an_item_as_it_does_alone() -> None:
    texts = [text for text in TEXTS[:1_000] if markdown.blocks(text)]
    alone = printed(texts)
    ((kind, *items),) = shape(pandoc(markdown.bullets(map(markdown.blocks, texts))))
    assert kind == "-"
    assert items == alone


def test_a_text_prints_in_a_cell_as_it_does_alone() -> None:
    texts = [text for text in TEXTS[1_000:2_000] if markdown.blocks(text)]
    texts = texts[: len(texts) // 4 * 4]
    rows = [list(map(markdown.blocks, texts[at : at + 4])) for at in range(0, len(texts), 4)]
    (division,) = pandoc(markdown.table(["a", "b", "c", "d"], rows))
    assert division["c"][0][1] == ["list-table"]
    ((_, header, *found),) = shape(division["c"][1])
    assert header == [["-", ["a"], ["b"], ["c"], ["d"]]]
    assert [cell for ((_, *cells),) in found for cell in cells] == printed(texts)


def test_an_empty_cell_is_a_cell() -> None:
    (division,) = pandoc(markdown.table(["a", "b"], [["", "x"], ["y", ""]]))
    assert shape(division["c"][1]) == [["-", [["-", ["a"], ["b"]]], [["-", [""], ["x"]]], [["-", ["y"], [""]]]]]


# --- long texts --------------------------------------------------------------------------------------

LONG = 100_000
LONG_TEXTS: dict[str, Callable[[], str]] = {
    "words": lambda: "woord " * (LONG // 6),
    "one-word": lambda: "a" * LONG,
    "lines": lambda: "a\n" * (LONG // 2),
    "paragraphs": lambda: "a\n\n" * (LONG // 3),
    "items": lambda: "- a\n" * (LONG // 4),
    "numbers": lambda: "".join(f"{at % 90 + 1}. a\n" for at in range(LONG // 5)),
    "bold": lambda: "**a** " * (LONG // 6),
    "unclosed-bold": lambda: "**a " * (LONG // 4),
    "closing-only": lambda: "a** " * (LONG // 4),
    "mixed-stars": lambda: "*a **b " * (LONG // 7),
    "deep": lambda: deep_list(400),
    "any": lambda: "".join(anything(seed) for seed in range(LONG // 12)),
    **{f"only {mark}": partial(str.__mul__, mark, LONG) for mark in (*"*_\\[<`\n\t", "- ", "> ")},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(90)
@pytest.mark.parametrize("case", LONG_TEXTS)
def test_a_long_text_is_read_and_printed_in_time(case: str) -> None:
    text = LONG_TEXTS[case]()
    (found,) = printed([text])
    assert len(flat(everything(found))) >= 0.99 * len(flat(unmarked(text)))

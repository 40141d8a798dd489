"""Make `templates/report/word/reference.docx`, the styles of the Word report, from the tokens of `look.css`.

Run it by hand when the look has changed::

    python tests/tools/make_reference_docx.py

It starts from pandoc's own reference document, because pandoc looks its styles up by name. What a
board wants to change, it changes in Word by changing a style; nothing is formatted beside the styles.
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from sko_widgets.report.look import COLOURS, tokens

TARGET = Path(__file__).resolve().parents[2] / "templates" / "report" / "word" / "reference.docx"
FONT = "Atkinson Hyperlegible Next"
FALLBACK = "Calibri"
FONTS = TARGET.parents[2] / "look" / "fonts"
KEY = "5C0DE0F1-7A3B-4E52-9D6A-3F1B8C2E4D60"
FONT_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TOKENS = tokens()
# The order that the schema wants within w:pPr and w:rPr.
PARAGRAPH_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "bidi",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
)


def points(token: str) -> float:
    """Return a token's size in points."""
    return float(TOKENS[token].removesuffix("pt"))


def colour(token: str) -> str:
    """Return a token's colour as Word writes it."""
    return TOKENS[token].removeprefix("#").upper()


def put(parent: Any, xml: str) -> None:
    """Put an element where the schema wants it, in place of one of the same name."""
    new = parse_xml(xml.replace("/>", f" {nsdecls('w')}/>", 1) if xml.count("<") == 1 else xml)
    for old in parent.findall(new.tag):
        parent.remove(old)
    names = [qn(f"w:{name}") for name in PARAGRAPH_ORDER]
    if new.tag not in names:
        parent.append(new)
        return
    place = names.index(new.tag)
    for at, child in enumerate(parent):
        if child.tag in names and names.index(child.tag) > place:
            parent.insert(at, new)
            return
    parent.append(new)


def bare(style: Any) -> None:
    """Take away what pandoc's own reference says of a style."""
    for tag in ("w:pPr", "w:rPr"):
        for element in style.element.findall(qn(tag)):
            style.element.remove(element)


def named(document: Any, name: str) -> Any:
    """Return the style with this very name; python-docx itself would look for `caption` when asked for `Caption`."""
    return next((style for style in document.styles if style.name == name), None)


def style_of(document: Any, name: str, base: str | None, kind: Any = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    """Return a style, made when there is none yet, without any formatting."""
    style = named(document, name)
    builtin = name.startswith("toc ") or name in ("header", "footer")
    if style is None:
        style = document.styles.add_style(name, kind, builtin=builtin)
        style.quick_style = not builtin
        if builtin:
            style.element.styleId = name.replace(" ", "").replace("toc", "TOC")
    bare(style)
    if base:
        style.base_style = named(document, base)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.next_paragraph_style = named(document, "Body Text")
    style.hidden = False
    return style


def letters(style: Any, *, size: str = "", ink: str = "", bold: bool | None = None) -> None:
    """Set size and colour by their tokens."""
    if size:
        style.font.size = Pt(points(size))
    if ink:
        style.font.color.rgb = RGBColor.from_string(colour(ink))
    if bold is not None:
        style.font.bold = bold


def room(style: Any, before: float, after: float, line: float = 1.05, *, keep_next: bool = False) -> None:
    """Set the space around and in a paragraph, in points and lines."""
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line
    layout.widow_control = True
    if keep_next:
        layout.keep_with_next = True
        layout.keep_together = True


def box(style: Any, name: str, *, tinted: bool) -> None:
    """Draw the edge, and the ground, of a question; neighbours with the same edge become one box."""
    edge, ground = (colour(name), colour(f"{name}-tint")) if name else (colour("edge"), colour("paper"))
    side = edge if tinted else ground
    lines = f'<w:left w:val="single" w:sz="24" w:space="9" w:color="{side}"/>'
    if tinted:
        padding = f'w:val="single" w:sz="48" w:space="0" w:color="{ground}"'
        lines = f"<w:top {padding}/>{lines}<w:bottom {padding}/><w:right {padding}/>"
    properties = style.element.get_or_add_pPr()
    put(properties, f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
    if tinted:
        put(properties, f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>')
    put(properties, '<w:ind w:left="227" w:right="113"/>')


def text_styles(document: Any) -> None:
    """Set running text, lists, tables and captions."""
    normal = style_of(document, "Normal", None)
    letters(normal, size="print-text", ink="ink")
    room(normal, 0, 0, 1.1)
    for name, base in (("Body Text", "Normal"), ("First Paragraph", "Body Text")):
        room(style_of(document, name, base), 0, 7, 1.1)
    room(style_of(document, "Aankondiging", "Body Text"), 0, 4, 1.1, keep_next=True)
    room(style_of(document, "Compact", "Body Text"), 0, 3, 1.1)
    room(style_of(document, "Tabeltekst", "Normal"), 3, 3, 1.05)
    named(document, "Tabeltekst").font.size = Pt(points("print-text") - 1)
    heading = style_of(document, "Tabelkop", "Tabeltekst")
    letters(heading, size="print-small", ink="soft", bold=True)
    room(heading, 3, 3, 1.1, keep_next=True)
    letters(style_of(document, "Tabelnaam", "Tabeltekst"), bold=True)
    for name in ("Tabelnaam", "Tabeltekst"):  # of a row that has more beneath it
        style_of(document, f"{name} met meer", name).paragraph_format.keep_with_next = True
    room(style_of(document, "Na tabel", "Body Text"), 10, 7, 1.1)
    for name in ("Caption", "Image Caption", "Table Caption"):
        caption = style_of(document, name, "Normal" if name == "Caption" else "Caption")
        letters(caption, size="print-small", ink="soft")
        room(caption, 4, 12)
    room(style_of(document, "Figure", "Normal"), 10, 0)
    room(style_of(document, "Captioned Figure", "Figure"), 10, 0, keep_next=True)
    block = style_of(document, "Block Text", "Body Text")
    block.paragraph_format.left_indent = Mm(6)
    link = style_of(document, "Hyperlink", "Default Paragraph Font", WD_STYLE_TYPE.CHARACTER)
    letters(link, ink="focus")
    link.font.underline = True
    letters(style_of(document, "Paginaverwijzing", "Default Paragraph Font", WD_STYLE_TYPE.CHARACTER), ink="soft")
    verbatim = style_of(document, "Verbatim Char", "Default Paragraph Font", WD_STYLE_TYPE.CHARACTER)
    verbatim.font.name = FONT


def heading_styles(document: Any) -> None:
    """Set headings, which stay with what follows; a rule stands above each chapter."""
    sizes = (("print-h1", 28, 8), ("print-h2", 20, 6), ("print-h3", 14, 3), ("print-text", 10, 3))
    for level, (size, before, after) in enumerate(sizes, start=1):
        style = style_of(document, f"Heading {level}", "Normal")
        letters(style, size=size, ink="ink", bold=True)
        room(style, before, after, 1.0, keep_next=True)
        put(style.element.get_or_add_pPr(), "<w:suppressAutoHyphens/>")
        if level == 1:
            rule = f'<w:top w:val="single" w:sz="6" w:space="15" w:color="{colour("line")}"/>'
            put(style.element.get_or_add_pPr(), f"<w:pBdr {nsdecls('w')}>{rule}</w:pBdr>")
        put(style.element.get_or_add_pPr(), f'<w:outlineLvl w:val="{level - 1}"/>')
    under = style_of(document, "Onder kop", "Body Text")
    letters(under, ink="soft")
    room(under, 0, 7, 1.1, keep_next=True)
    style_of(document, "Bijlagekop", "Heading 2")  # a heading like any other, but not one for the contents
    contents = style_of(document, "TOC Heading", "Normal")
    letters(contents, size="print-h1", ink="ink", bold=True)
    room(contents, 0, 10, 1.1, keep_next=True)
    contents.paragraph_format.page_break_before = True
    width = 210 - 2 * 28
    for level in (1, 2):
        entry = style_of(document, f"toc {level}", "Normal")
        entry.font.bold = level == 1
        room(entry, 7 if level == 1 else 0, 2)
        entry.paragraph_format.left_indent = Mm(0 if level == 1 else 5)
        position = round(width / 25.4 * 1440)
        tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{position}"/>'
        put(entry.element.get_or_add_pPr(), f"<w:tabs {nsdecls('w')}>{tab}</w:tabs>")


def cover_styles(document: Any) -> None:
    """Set the first page."""
    line = style_of(document, "Omslagregel", "Normal")
    letters(line, size="print-h3", ink="soft")
    room(line, 150, 4)
    title = style_of(document, "Title", "Normal")
    letters(title, size="print-title", ink="ink", bold=True)
    room(title, 0, 2, 1.0)
    subtitle = style_of(document, "Subtitle", "Normal")
    letters(subtitle, size="print-subtitle", ink="ink")
    room(subtitle, 0, 56, 1.1)
    fact = style_of(document, "Omslagfeit", "Normal")
    room(fact, 0, 5)
    indent = round(34 / 25.4 * 1440)
    properties = fact.element.get_or_add_pPr()
    put(properties, f'<w:tabs {nsdecls("w")}><w:tab w:val="left" w:pos="{indent}"/></w:tabs>')
    put(properties, f'<w:ind w:left="{indent}" w:hanging="{indent}"/>')
    letters(style_of(document, "Omslagnaam", "Default Paragraph Font", WD_STYLE_TYPE.CHARACTER), ink="soft")
    for style in (title, subtitle):
        put(style.element.get_or_add_pPr(), "<w:suppressAutoHyphens/>")


def question_styles(document: Any) -> None:
    """Let questions stand out as questions, in the colour of their theme."""
    for name, stays in (("Toelichting bouwsteen", True), ("Verwijzing", False)):
        official = style_of(document, name, "Body Text")
        letters(official, ink="soft")
        room(official, 0, 10, 1.1, keep_next=stays)
    room(style_of(document, "Verwijzing na tabel", "Verwijzing"), 10, 10, 1.1)
    for name, word in {"": "", **COLOURS}.items():
        suffix = f" {word}" if word else ""
        block = style_of(document, f"Bouwsteen{suffix}", "Default Paragraph Font", WD_STYLE_TYPE.CHARACTER)
        letters(block, ink=name, bold=True)
        theme = style_of(document, f"Thema{suffix}", "Normal" if not name else "Thema")
        letters(theme, size="print-small", ink=name or "soft", bold=True)
        room(theme, 0, 8, 1.1, keep_next=True)
        theme.paragraph_format.page_break_before = True
        head = style_of(document, f"Vraagkop{suffix}", "Heading 3" if not name else "Vraagkop")
        letters(head, size="print-small", ink=name or "soft", bold=True)
        room(head, 12, 0, 1.1, keep_next=True)
        box(head, name, tinted=True)
        question = style_of(document, f"Vraag{suffix}", "Body Text" if not name else "Vraag")
        if not name:
            letters(question, size="print-question")
        room(question, 0, 12, 1.05)
        put(question.element.get_or_add_pPr(), "<w:contextualSpacing/>")
        question.paragraph_format.keep_together = True
        question.paragraph_format.keep_with_next = True
        box(question, name, tinted=True)
        following = style_of(document, f"Nieuwe vraag{suffix}", f"Vraag{suffix}")
        following.paragraph_format.keep_with_next = False  # a cycle ends with it
        own = style_of(document, f"Eigen vraag{suffix}", "Body Text" if not name else "Eigen vraag")
        room(own, 0, 4, 1.1)
        box(own, name, tinted=False)
        own_head = style_of(document, f"Eigen vraagkop{suffix}", "Heading 3" if not name else "Eigen vraagkop")
        letters(own_head, size="print-small", ink=name or "soft", bold=True)
        room(own_head, 0, 2, 1.1, keep_next=True)
        box(own_head, name, tinted=False)


def table_style(document: Any) -> None:
    """Draw rules under the rows, a heavier one under the header row."""
    element = named(document, "Table").element
    for tag in ("w:tblPr", "w:tblStylePr", "w:pPr", "w:rPr"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{colour("line")}"'
    heavy = f'w:val="single" w:sz="8" w:space="0" w:color="{colour("soft")}"'
    element.append(
        parse_xml(
            f'<w:tblPr {nsdecls("w")}><w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
            '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="142" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {heavy}/></w:tcBorders>'
            '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        )
    )


def defaults(document: Any) -> None:
    """Set Dutch, our font, A4, the header and the footer."""
    styles = document.styles.element
    run = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(run):
        run.remove(child)
    names = " ".join(f'w:{slot}="{FONT}"' for slot in ("ascii", "hAnsi", "cs", "eastAsia"))
    run.append(parse_xml(f"<w:rFonts {nsdecls('w')} {names}/>"))
    run.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="{round(points("print-text") * 2)}"/>'))
    run.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(points("print-text") * 2)}"/>'))
    run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    section.top_margin, section.bottom_margin = Mm(25), Mm(25)
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = True
    header, footer = (style_of(document, name, "Normal") for name in ("header", "footer"))
    for style in (header, footer):
        letters(style, size="print-small", ink="soft")
    position = round((210 - 2 * 28) / 25.4 * 1440)
    tab = f'<w:tab w:val="right" w:pos="{position}"/>'
    put(footer.element.get_or_add_pPr(), f"<w:tabs {nsdecls('w')}>{tab}</w:tabs>")
    paragraph = section.footer.paragraphs[0]
    paragraph.style = footer
    paragraph.add_run("{{footer}}\t")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)
    above = section.header.paragraphs[0]
    above.style = header
    chapter = "<w:r><w:t>{{header}}</w:t></w:r>"
    above._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" STYLEREF 1 ">{chapter}</w:fldSimple>'))
    section.first_page_footer.is_linked_to_previous = False


def font_table(files: dict[str, bytes]) -> None:
    """Carry our font in the file, and say what stands in for it where a program ignores that."""
    slots, relations = [], []
    for number, (slot, style) in enumerate({"Regular": "Regular", "Bold": "Bold", "Italic": "Italic"}.items(), start=1):
        data = (FONTS / f"AtkinsonHyperlegibleNext-{style}.ttf").read_bytes()
        files[f"word/fonts/font{number}.odttf"] = veiled(data)
        slots.append(f'<w:embed{slot} r:id="rId{number}" w:fontKey="{{{KEY}}}"/>')
        relations.append(f'<Relationship Id="rId{number}" Type="{FONT_KIND}" Target="fonts/font{number}.odttf"/>')
    files["word/fontTable.xml"] = (
        f'{XML}<w:fonts {nsdecls("w", "r")}><w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>'
        f'<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>{"".join(slots)}'
        "</w:font></w:fonts>"
    ).encode()
    files["word/_rels/fontTable.xml.rels"] = (
        f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(relations)}</Relationships>"
    ).encode()
    types = files["[Content_Types].xml"].decode("utf-8")
    kind = '<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
    if 'Extension="odttf"' not in types:
        files["[Content_Types].xml"] = types.replace("<Default ", kind + "<Default ", 1).encode("utf-8")


def veiled(font: bytes) -> bytes:
    """Return a font as Word embeds it: its first 32 bytes mixed with the key (ECMA-376, part 4, 2.8.1)."""
    key = bytes.fromhex(KEY.replace("-", ""))[::-1]
    return bytes(byte ^ key[at % 16] for at, byte in enumerate(font[:32])) + font[32:]


def settings(files: dict[str, bytes]) -> None:
    """Tell Word that the file is of today, not one to open in compatibility mode."""
    mode = "http://schemas.microsoft.com/office/word"
    files["word/settings.xml"] = (
        f'{XML}<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:embedTrueTypeFonts/>'
        '<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{mode}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ).encode()


def parts() -> dict[str, bytes]:
    """Return the files in the reference document; the same tokens give the same bytes."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    document = docx.Document(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    for step in (defaults, text_styles, heading_styles, cover_styles, question_styles, table_style):
        step(document)
    made = BytesIO()
    document.save(made)
    with ZipFile(made) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    font_table(found)
    settings(found)
    return found


def main() -> None:
    """Write the reference document."""
    with ZipFile(TARGET, "w", ZIP_DEFLATED) as archive:
        for name, data in parts().items():
            archive.writestr(ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), data, ZIP_DEFLATED)


if __name__ == "__main__":
    main()

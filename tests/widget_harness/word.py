"""What Word, Outlook and others put on the clipboard; shortened where that changes nothing."""

from __future__ import annotations


def word_item(text: str, level: int, sign: str, font: str, place: str = "Middle") -> str:
    """Return one line of a list as Word writes it."""
    return (
        f"<p class=MsoListParagraphCxSp{place} style='margin-left:{36 * level}.0pt;mso-add-space:auto;"
        f"text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span style='font-family:{font};"
        f"mso-fareast-font-family:{font};mso-bidi-font-family:{font}'><span style='mso-list:Ignore'>{sign}"
        f"<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span>"
        f"<![endif]>{text}<o:p></o:p></p>\n"
    )


HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<style><!-- /* Style Definitions */ p.MsoNormal {margin:0cm; font-size:11.0pt;} @list l0 {mso-list-id:1;} --></style>
</head><body lang=NL style='tab-interval:35.4pt'><!--StartFragment-->
"""
TAIL = "<!--EndFragment--></body></html>"

WORD = (
    HEAD
    + """<p class=MsoNormal><b>Wat we gaan doen</b><o:p></o:p></p>
<p class=MsoNormal>We werken met ‘één weekthema’ – en
dat doen we <b style='mso-bidi-font-weight:normal'>samen</b>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
"""
    + word_item("Thema’s kiezen", 1, "·", "Symbol", "First")
    + word_item("met leerlingen", 2, "o", '"Courier New"')
    + word_item("in de <b>pauze</b>", 3, "§", "Wingdings")
    + word_item("Kaart maken", 1, "·", "Symbol", "Last")
    + "<p class=MsoNormal>Tot slot.<o:p></o:p></p>"
    + TAIL
)
WORD_MARKDOWN = """**Wat we gaan doen**

We werken met ‘één weekthema’ – en dat doen we **samen**.

- Thema’s kiezen
    - met leerlingen
        - in de **pauze**
- Kaart maken

Tot slot."""

NUMBERED = (
    HEAD
    + word_item("Eerst bellen", 1, "1.", "Calibri", "First")
    + word_item("bij geen gehoor mailen", 2, "a.", "Calibri")
    + word_item("Dan langsgaan", 1, "2.", "Calibri", "Last")
    + TAIL
)
NUMBERED_MARKDOWN = "1. Eerst bellen\n    1. bij geen gehoor mailen\n2. Dan langsgaan"

WEB = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span
style="font-weight:700">Let op:</span><span>niet vet</span></p><ul><li dir="ltr" aria-level="1"><p dir="ltr"><span>Een
</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>Een A</span></p></li></ul><li><p>Twee<br>regels</p>
</li></ul></b>
<script>alert(1)</script><table><tr><td>Wie</td><td>Wat</td></tr></table>"""
WEB_MARKDOWN = "**Let op**:niet vet\n\n- Een\n    - Een A\n- Twee\n    regels\n\nWie | Wat"

PLAIN = (
    "Wat we doen\r\n•\tThema’s kiezen\r\no\tmet leerlingen\r\n§\tin de pauze\r\n•\tKaart maken\r\nTot slot – klaar.\r\n"
)
PLAIN_MARKDOWN = (
    "Wat we doen\n\n- Thema’s kiezen\n    - met leerlingen\n        - in de pauze\n- Kaart maken\n\nTot slot – klaar.\n"
)
DASHES = "▪ Een\n▪ Twee\n  – Twee A\n  – Twee B\n▪ Drie"
DASHES_MARKDOWN = "- Een\n- Twee\n    - Twee A\n    - Twee B\n- Drie"
# Nothing here is a bullet: an article of law, a dash between clauses, a letter o.
PROSE = "§ 3 van de wet geldt.\no jee, dacht ze.\n– of toch niet?"

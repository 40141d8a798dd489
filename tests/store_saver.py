"""Started by the store's tests: saves in a store as fast as it can, and writes down what it was told.

    python store_saver.py URL NAME COUNT [FIELDS]

Each save is one line on stdout, written when the store has answered: `kept FIELD NUMBER VALUE` or
`conflict FIELD`.  COUNT 0 saves until the process is ended.  FIELDS shared fields are saved in, at
random; without it, one field that is this process's own.
"""

from __future__ import annotations

import os
import random
import sys
from itertools import count

from sko_widgets.dossier.snapshot import DossierKey
from sko_widgets.dossier.store import DossierExistsError, Revision, open_store

KEY = DossierKey("de-brug", "2024-2025")
SHEET = "saver"


def main(url: str, name: str, tries: int, fields: int) -> None:
    """Save `tries` times."""
    names = [f"shared-{number}" for number in range(fields)] or [f"own-{name}"]
    with open_store(url) as store:
        try:
            store.create(KEY, framework="2024", sheets={}, author=name)
        except DossierExistsError:
            tell("there")
        known = store.revisions(KEY, SHEET)
        for turn in range(tries) if tries else count():
            field, value = random.choice(names), f"{name}-{os.getpid()}-{turn}"
            outcome = store.save(KEY, SHEET, field, value, based_on=known.get(field, 0), author=name)
            if isinstance(outcome, Revision):
                known[field] = outcome.number
                tell(f"kept {field} {outcome.number} {value}")
            else:
                known[field] = outcome.theirs.number
                tell(f"conflict {field}")


def tell(line: str) -> None:
    """Hand a line to the system at once: it is there, whatever becomes of this process."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0)

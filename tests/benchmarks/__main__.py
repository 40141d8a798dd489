"""Runs every benchmark in this folder: `python -m tests.benchmarks [NAME...]`.

Nothing is asserted; a time says something only beside another one of the same run.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; each in a process of its own, so that none warms up another."""
    there = {path.stem: path for path in sorted(HERE.glob("*.py")) if not path.stem.startswith("_")}
    unknown = [name for name in names if name not in there]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there is: {', '.join(there)}", file=sys.stderr)
        return 2
    failed = 0
    for name in names or there:
        print(f"== {name}", flush=True)
        failed |= subprocess.run([sys.executable, str(there[name])], check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

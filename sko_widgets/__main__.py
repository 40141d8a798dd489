"""`python -m sko_widgets` is the command `sko`."""

from sko_widgets.cli import main

main(prog_name="sko")

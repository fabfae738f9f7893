"""`python -m graphkit`."""

from graphkit.cli import main

main(prog_name="graphkit")

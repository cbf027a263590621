"""The command ``negsim``. Imports are late so that help costs nothing."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    from negsim.cli.arguments import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

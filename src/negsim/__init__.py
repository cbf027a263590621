"""negsim: a flight simulator for the negotiating table.

The package is laid out in rooms (see docs/architecture.md). Importing this module loads nothing else,
so that ``negsim --help`` stays as quick as a bare argparse program.
"""

__version__ = "0.1.0"

"""``make bench``: start, first frame, latency of a turn, memory, sessions a second. Prints figures; asserts nothing.

Every figure is measured here and now on this machine; docs quote what this command printed.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

RUNS = 15
_BARE_HELP = "import argparse; p = argparse.ArgumentParser(); p.format_help()"
_FIRST_FRAME = """
import os, sys, tempfile, time
from pathlib import Path
{imports}
def on_ready(self):
    os.write(1, str((time.perf_counter() - began) * 1000).encode())
    os._exit(0)
{base}.on_ready = on_ready
{make}.run(headless=True)
"""
_BARE = {"imports": "from textual.app import App", "base": "App", "make": "App()"}
_HOME = {
    "imports": "from negsim.tui.app import NegsimApp\nfrom negsim.tui.desk import Desk",
    "base": "NegsimApp",
    "make": "NegsimApp(Desk(Path(tempfile.mkdtemp()), (), True))",
}


def main() -> int:
    """Run all benchmarks and print a table."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    bare = _process([sys.executable, "-c", _BARE_HELP])
    helped = _process([sys.executable, "-m", "negsim", "--help"])
    _row("bare argparse help", f"{bare:.0f} ms")
    _row("negsim --help", f"{helped:.0f} ms ({helped / bare:.2f} x bare)")
    frame_bare, frame = _first_frame(_BARE), _first_frame(_HOME)
    _row("bare Textual app, start to first frame", f"{frame_bare:.0f} ms")
    _row("home screen, start to first frame", f"{frame:.0f} ms ({frame / frame_bare:.2f} x bare)")
    _turns()
    _score()
    return 0


def _row(name: str, value: str) -> None:
    print(f"{name:<44} {value}", flush=True)


def _process(command: Sequence[str]) -> float:
    """Median milliseconds of a whole process."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _first_frame(app: dict[str, str]) -> float:
    """Median milliseconds from the first import to the first frame."""
    code = "import time; began = time.perf_counter()\n" + _FIRST_FRAME.format(**app)
    times = []
    for _ in range(RUNS):
        out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        times.append(float(out.stdout.split()[-1]))
    return statistics.median(times)


REPLIES = (
    "We want a full ceasefire first, and everything else can wait until it stands in writing. My delegation has come a long "
    "way to hear your terms, so let me ask plainly: what exactly do you propose, who would monitor it, and what happens on the "
    "day somebody breaks it? We have time, and we would rather have no paper than a bad one.",
    "No. That is not ours to give, and it will not be decided without those whose land it is.",
    "If you stop the strikes first, for thirty days and under observation, we would be ready to ease one measure, step by step.",
    "What exactly do you propose, in writing, and who checks it?",
)


def _turns() -> None:
    """Latency of whole turns (reading, judging, deciding, speaking, folding, saving) and sessions a second."""
    import tempfile
    from pathlib import Path

    from negsim.engine.sittings import Choices, Sittings, shared_reader
    from negsim.model import actions as do
    from negsim.store.saves import Saves

    began = time.perf_counter()
    reader_ready = _timed(lambda: shared_reader())
    turns: list[float] = []
    sessions = 0
    with tempfile.TemporaryDirectory() as folder, Saves(Path(folder)) as saves:
        sittings = Sittings(saves)
        _row("reader and model, first load", f"{reader_ready:.0f} ms")
        began = time.perf_counter()
        for scenario in ("alaska-2025", "istanbul-2025", "march-call-2025"):
            for seed in range(4):
                _, session = sittings.start(Choices(scenario=scenario, seed=seed), "2026-01-01T00:00:00+00:00")
                said = 0
                while session.state.ended is None:
                    if session.state.phase == "table":
                        action = do.Say(text=REPLIES[said % len(REPLIES)])
                        said += 1
                        turns.append(_timed(lambda s=session, a=action: s.act(a)))  # type: ignore[misc]
                    else:
                        session.act(do.Continue())
                sessions += 1
        spent = time.perf_counter() - began
    turns.sort()
    _row("turn, median", f"{_quantile(turns, 0.5):.0f} ms ({len(turns)} turns)")
    _row("turn, p95", f"{_quantile(turns, 0.95):.0f} ms")
    _row("turn, p99", f"{_quantile(turns, 0.99):.0f} ms")
    _row("sessions a second, headless, one process", f"{sessions / spent:.2f}")
    _row("peak memory of this process", _memory())


def _memory() -> str:
    """Peak resident memory, where the system tells it."""
    try:
        import resource
    except ImportError:
        return "not told by this system"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def _score() -> None:
    """Bulk judging, replies a second."""
    import json

    from negsim.cli.score import BulkJudge
    from negsim.engine.sittings import Sittings

    judge = BulkJudge(Sittings(), "balanced")
    lines = [
        json.dumps(
            {
                "id": i,
                "scenario": "alaska-2025",
                "tactic": "root_causes",
                "line": "",
                "reply": REPLIES[i % len(REPLIES)],
            }
        )
        for i in range(80)
    ]
    judge.one(lines[0])  # the scenario is read once, whatever the number of replies
    spent = _timed(lambda: [judge.one(line) for line in lines]) / 1000
    _row("negsim score, replies a second", f"{len(lines) / spent:.0f}")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _quantile(ordered: Sequence[float], q: float) -> float:
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


if __name__ == "__main__":
    sys.exit(main())

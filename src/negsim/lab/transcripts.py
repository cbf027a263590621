"""``make transcripts``: plays every script in a folder and writes each session as one readable Markdown page."""

from __future__ import annotations

import sys
from pathlib import Path

from negsim.engine.session import Session
from negsim.engine.sittings import Sittings
from negsim.lab.plays import Play, load_play, perform
from negsim.reports.transcript import transcript_markdown


def page(play: Play, session: Session) -> str:
    """One page: who plays, what was said, how it ended."""
    return transcript_markdown(session.events, session.scenario, session.catalogue, play.trainee, play.about)


def main(arguments: list[str]) -> int:
    """Write the transcripts of all plays in one folder to another."""
    source, target = (Path(a) for a in arguments)
    sittings = Sittings()
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.yaml")):
        play = load_play(path)
        session = perform(play, sittings)
        ended = session.state.ended
        assert ended is not None  # perform() plays to the end
        (target / f"{path.stem}.md").write_text(page(play, session), encoding="utf-8", newline="\n")
        print(f"{path.stem}: {ended.title} (outcome {ended.outcome}, conduct {ended.conduct})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

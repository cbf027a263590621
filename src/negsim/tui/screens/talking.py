"""What the table, the closing and the press share: the transcript."""

from __future__ import annotations

from negsim.tui.messages import Acted
from negsim.tui.screens.base import SittingScreen
from negsim.tui.transcript import Storyteller
from negsim.tui.widgets.talk import Talk


class TalkingScreen(SittingScreen):
    """A screen with the conversation on it."""

    def storyteller(self) -> Storyteller:
        """Turns this session's events into entries."""
        practice = self.session.state.setup.mode == "practice"
        return Storyteller(self.session.scenario, self.session.catalogue, practice)

    def show_all(self) -> None:
        """The whole conversation."""
        self.query_one(Talk).show(self.storyteller().tell(self.session.events))
        self.show_side()

    def show_more(self, message: Acted) -> None:
        """What one action added; after taking back, everything anew."""
        teller = self.storyteller()
        if message.action.do == "rewind":
            self.query_one(Talk).show(teller.tell(self.session.events))
        else:
            teller.tell(self.session.events[: -len(message.events) or None])  # so that it knows what went before
            self.query_one(Talk).more(teller.more(message.events))
        self.show_side()

    def show_side(self) -> None:
        """Whatever stands beside the conversation."""

"""The way that a person came: what was looked at, to go back to."""

from dataclasses import dataclass, field, replace

from core.model.graph import NodeId
from core.viewing.lens import Lens

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked at, with the node that was selected."""

    lens: Lens = field(default_factory=Lens)
    selected: NodeId | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """Looks, oldest first. `place` is the one that is shown."""

    looks: tuple[Look, ...] = (Look(),)
    place: int = 0

    @property
    def look(self) -> Look:
        """What is looked at."""
        return self.looks[self.place]

    @property
    def can_go_back(self) -> bool:
        """Whether something was looked at before."""
        return self.place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one went back from something."""
        return self.place < len(self.looks) - 1

    def pushed(self, look: Look) -> "Trail":
        """Return the trail with another look; what one went back from is forgotten."""
        looks = (*self.looks[: self.place + 1], look)[-_LONGEST:]
        return Trail(looks, len(looks) - 1)

    def replaced(self, look: Look) -> "Trail":
        """Return the trail with another look in place of the one that is shown."""
        looks = list(self.looks)
        looks[self.place] = look
        return replace(self, looks=tuple(looks))

    def at(self, place: int) -> "Trail":
        """Return the trail at one of its places; beyond its ends it stays at the end."""
        return replace(self, place=min(max(place, 0), len(self.looks) - 1))

    def back(self) -> "Trail":
        """Return the trail one look earlier."""
        return self.at(self.place - 1)

    def forward(self) -> "Trail":
        """Return the trail one look later."""
        return self.at(self.place + 1)

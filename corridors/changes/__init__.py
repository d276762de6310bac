"""Changes to a network: their grammar, their resolution, their application."""

from corridors.changes.apply import Batch, apply
from corridors.changes.grammar import (
    AddLink,
    AddLock,
    AddNode,
    AddService,
    AddTransfer,
    Change,
    Close,
    Retime,
    ScaleLinks,
    SetLinks,
    parse_changes,
)
from corridors.changes.plan import Logged

__all__ = ["AddLink", "AddLock", "AddNode", "AddService", "AddTransfer", "Batch", "Change",
           "Close", "Logged", "Retime", "ScaleLinks", "SetLinks", "apply", "parse_changes"]

"""The worker seen from this side: interpreter, process, channel, requests, how it ended."""

from core.session.channel import Received
from core.session.completion import completed
from core.session.dialogue import Dialogue, Loading, Refusal
from core.session.environments import interpreters
from core.session.exit import Exit
from core.session.figures import enriched, record
from core.session.folding import died, fold
from core.session.interpreter import Interpreter, find_interpreter
from core.session.memory import budget
from core.session.opening import Opening, prepare
from core.session.requests import Tickets
from core.session.spare import Spare, has_room
from core.session.valuefolder import ValueFolder
from core.session.worker import INTERRUPT_AFTER, KILL_AFTER, Worker

__all__ = [
    "INTERRUPT_AFTER",
    "KILL_AFTER",
    "Dialogue",
    "Exit",
    "Interpreter",
    "Loading",
    "Opening",
    "Received",
    "Refusal",
    "Spare",
    "Tickets",
    "ValueFolder",
    "Worker",
    "budget",
    "completed",
    "died",
    "enriched",
    "find_interpreter",
    "fold",
    "has_room",
    "interpreters",
    "prepare",
    "record",
]

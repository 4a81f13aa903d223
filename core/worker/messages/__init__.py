"""Every message between explorer and worker, as frozen values.

Both sides import this module, so it uses the standard library only and runs on Python 3.10.
`codec` turns messages into frames and back. Values of the user's never travel; descriptions do.
Every request carries a ticket; each answer repeats it.
"""

from .cases import (
    AssertRecord,
    Drafted,
    DraftTest,
    FileRecord,
    PieceRecord,
    Shrink,
    Shrinking,
    Shrunk,
)
from .graphs import (
    FormRecord,
    Load,
    Loaded,
    ModuleSpec,
    NodeRecord,
    NodesFound,
    ParameterRecord,
    ProblemRecord,
)
from .looks import (
    ColumnRecord,
    Peek,
    Peeked,
    TableRecord,
    TreeEntryRecord,
    TreeRecord,
)
from .profiles import OutcomeRecord, ProfileRecord, Recorded
from .runs import (
    Cancel,
    CheckEnded,
    Execute,
    FailureRecord,
    FrameRecord,
    Given,
    Limits,
    NodeEnded,
    NodesEnded,
    NodeStarted,
    OutputRecord,
    Recall,
    Recalled,
    Refused,
    RunEnded,
    RunStarted,
)
from .traces import (
    BeforeRecord,
    FigureRecord,
    HopRecord,
    SuspectRecord,
    Trace,
    Traced,
    Verified,
    Verify,
)
from .values import CompareRows, Keep, RowRecord, RowsCompared, ValuesKept
from .vitals import (
    Beat,
    Hello,
    Noticed,
    Ping,
    Pong,
    Stacks,
    StacksTaken,
)

__all__ = [
    "PROTOCOL",
    "AssertRecord",
    "Beat",
    "BeforeRecord",
    "Cancel",
    "CheckEnded",
    "ColumnRecord",
    "CompareRows",
    "DraftTest",
    "Drafted",
    "Event",
    "Execute",
    "FailureRecord",
    "FigureRecord",
    "FileRecord",
    "FormRecord",
    "FrameRecord",
    "Given",
    "Hello",
    "HopRecord",
    "Keep",
    "Limits",
    "Load",
    "Loaded",
    "ModuleSpec",
    "NodeEnded",
    "NodeRecord",
    "NodeStarted",
    "NodesEnded",
    "NodesFound",
    "Noticed",
    "OutcomeRecord",
    "OutputRecord",
    "ParameterRecord",
    "Peek",
    "Peeked",
    "PieceRecord",
    "Ping",
    "Pong",
    "ProblemRecord",
    "ProfileRecord",
    "Recall",
    "Recalled",
    "Recorded",
    "Refused",
    "Request",
    "RowRecord",
    "RowsCompared",
    "RunEnded",
    "RunStarted",
    "Shrink",
    "Shrinking",
    "Shrunk",
    "Stacks",
    "StacksTaken",
    "SuspectRecord",
    "TableRecord",
    "Trace",
    "Traced",
    "TreeEntryRecord",
    "TreeRecord",
    "ValuesKept",
    "Verified",
    "Verify",
]

PROTOCOL = 1
"""Raised whenever a message changes; checked at hello."""

Request = (
    Load
    | Execute
    | Recall
    | Peek
    | Trace
    | Verify
    | Shrink
    | DraftTest
    | Keep
    | CompareRows
    | Cancel
    | Ping
    | Stacks
)
Event = (
    Hello
    | NodesFound
    | Loaded
    | Refused
    | RunStarted
    | NodeStarted
    | NodeEnded
    | NodesEnded
    | CheckEnded
    | RunEnded
    | Recorded
    | Recalled
    | Peeked
    | Traced
    | Verified
    | Shrinking
    | Shrunk
    | Drafted
    | ValuesKept
    | RowsCompared
    | Pong
    | StacksTaken
    | Beat
    | Noticed
)

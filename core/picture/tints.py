"""The colours that a card may take, as numbers; a theme says which colours they are.

`FIRST_HUE` on: `HUES` colours for classes that have no order. `OTHER` is for what got none of
them, `UNKNOWN` for what has no value. `FIRST_STEP` on: `STEPS` colours from little to much.
`FIRST_STATUS` on: one for each `Status`, in order. `COUNT` is the number of them all.
"""

from core.model.run import Status

HUES, STEPS = 10, 5
NONE = -1
"""The card keeps the colours of its kind."""
FIRST_HUE = 0
OTHER = HUES
UNKNOWN = OTHER + 1
FIRST_STEP = UNKNOWN + 1
FIRST_STATUS = FIRST_STEP + STEPS
COUNT = FIRST_STATUS + len(Status)

"""The panel of the smallest case, and the question of which sample a test is to be made."""

from explorer.views.case.panel import CasePanel
from explorer.views.case.sample import SampleForm

__all__ = ["CasePanel", "SampleForm"]

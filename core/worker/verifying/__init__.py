"""Whether a suspect is where it began: nodes run again, on good values and on bad rows alone."""

from .again import UnverifiableError
from .experiment import Experiment

__all__ = ["Experiment", "UnverifiableError"]

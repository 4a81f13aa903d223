"""Whether a suspect is where it began: nodes run again, on good values and on bad rows alone."""

from .experiment import Experiment, UnverifiableError

__all__ = ["Experiment", "UnverifiableError"]

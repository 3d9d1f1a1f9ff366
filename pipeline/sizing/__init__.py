"""How large a run is before it is started: calls, tokens, money, hours, room."""

from pipeline.sizing.memory import peak_memory
from pipeline.sizing.rehearse import NotingModel, Rehearsal, rehearse
from pipeline.sizing.sample import sample_report
from pipeline.sizing.size import Bound, Limits, Size, size_of

__all__ = ["Bound", "Limits", "NotingModel", "Rehearsal", "Size", "peak_memory", "rehearse", "sample_report", "size_of"]

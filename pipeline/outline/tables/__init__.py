"""Tables in the body: their rows, and for each cell what it is of."""

from pipeline.outline.tables.cells import is_name
from pipeline.outline.tables.heads import Row
from pipeline.outline.tables.rows import lead_of, sentences_of, tables_of

__all__ = ["Row", "is_name", "lead_of", "sentences_of", "tables_of"]

"""The model edge: one door to any language model, and everything that keeps it honest and paid for once."""

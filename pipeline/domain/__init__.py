"""The nouns of the flow: frozen values without behaviour that touches files, clock or network."""

"""One file per site: facts, no code."""

"""From answers to scores, bands, change and publishable counts: pure functions, plain values."""

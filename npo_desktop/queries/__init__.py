"""What we ask of the store: the session comes first, frozen rows come out, the caller commits."""

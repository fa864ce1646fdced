"""What everybody may know of the practice school."""

PASSPHRASE = "bon dia kaya kora"  # public on purpose: it protects nobody, all are invented

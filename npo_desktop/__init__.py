"""NPO Desktop: the core, without a screen."""

__version__ = "0.1.0"

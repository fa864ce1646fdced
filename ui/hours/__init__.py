"""People and hours: who can give support when, where and from which money."""

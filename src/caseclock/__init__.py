"""caseclock: from the papers of an anti-social behaviour case to one cited chronology with its clocks."""

__version__ = "0.1.0"

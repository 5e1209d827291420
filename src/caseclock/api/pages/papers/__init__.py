"""The papers of a case: added, listed, shown, corrected."""

"""Views of a Chronology, nothing else."""

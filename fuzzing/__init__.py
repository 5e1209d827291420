"""Fuzzing of every reader: papers of the corpus, damaged at random, must be read or refused in plain words."""

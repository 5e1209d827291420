"""The chronology of a case: the picture and the table."""

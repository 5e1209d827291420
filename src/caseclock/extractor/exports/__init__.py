"""Views of a Chronology: Word, PDF and spreadsheet. Each is a pure function from the result to bytes."""

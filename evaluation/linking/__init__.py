"""Which accounts tell of one thing: labelled papers of the project's own, how well they are linked, and what each sign
of the match score is worth on them."""

"""A corpus of invented papers, one for each format and quirk, made by script and compared with golden readings.

Each module `<area>.py` holds `PAPERS`: file name -> a function without arguments that makes the bytes (the same every
time). What is read of a paper is written by `told.py` as lines a person can check; the golden files lie in `golden/`.
`python -m tests.corpus` writes the missing ones; `python -m tests.corpus NAME...` writes those anew: look at each.
"""

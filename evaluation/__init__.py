"""`make eval`: our date finder beside others, on the same texts with the same scoring."""

"""How the court bundle is made: papers set in order, brought in or typeset, put together, and stamped."""

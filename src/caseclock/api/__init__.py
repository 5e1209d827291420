"""The ways in: the command line now, the service later."""

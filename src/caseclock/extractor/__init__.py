"""Papers in, findings and exports out; no clock, no network, no global state."""

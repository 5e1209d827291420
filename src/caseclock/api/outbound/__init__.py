"""What the service sends out: signed messages to receivers, papers to a virus scanner. No database here."""

"""Messages, mailboxes, what Outlook writes, and calendars."""

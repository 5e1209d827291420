"""Plain text: notes, chats, texts, logs."""

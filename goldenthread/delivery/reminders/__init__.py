"""Reminders: whom to tell of which action on which day, and the note that tells them."""

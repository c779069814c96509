"""Reminders of appointments: by a way the person said was safe, in words that tell nothing."""

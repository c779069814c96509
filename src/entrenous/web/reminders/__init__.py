"""Pages of reminders: what the person wants, what is to be sent."""

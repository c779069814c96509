"""The pages where the service opens a person's space with her, and closes it."""

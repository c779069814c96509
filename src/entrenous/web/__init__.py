"""The pages: one folder for each kind of user, and `common` for what they share."""

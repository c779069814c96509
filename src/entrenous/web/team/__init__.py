"""Pages of the team lead: attribution and means."""

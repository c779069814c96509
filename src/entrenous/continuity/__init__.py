"""A dossier outlives an absence: covers, requests to join, and what two agents read in danger."""

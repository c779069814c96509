"""Pages of the administration of accounts: it opens no dossier and sees no person."""

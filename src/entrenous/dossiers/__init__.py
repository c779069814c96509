"""The dossier of one person: sealed content (`contents`), a thin unsealed header (`models`)."""

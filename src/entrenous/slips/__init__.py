"""« Fiche de contact »: what a platform drops for a sector, and can never read back."""

"""The pages that pass dossiers on: the sheet, the choice, the steps, what was received."""

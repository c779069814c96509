"""The way in: logging in, opening the vault, enrolling, one’s own account, drafts."""

"""Collective action: a project, its sessions by headcount, what participants said of it."""

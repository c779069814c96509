"""Who works here and where: organisations, circonscriptions, secteurs, agents and their functions."""

"""Who works here and where: organisations, circonscriptions, secteurs, agents, functions."""

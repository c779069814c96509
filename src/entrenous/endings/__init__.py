"""How an accompagnement ends: proposed, told, read together, objected to or not, then ended."""

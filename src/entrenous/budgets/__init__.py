"""The budget of a household, entered once: who, what comes in, what goes out, what is owed."""

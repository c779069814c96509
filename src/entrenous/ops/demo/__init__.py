"""The demonstration as data: an invented organisation, four stories, some three hundred dossiers.

Open `shapes` for what each piece means, `organisation` for who works where, `stories` for the
people told in full, `synthetic` for the others. Nothing here writes anything.
"""

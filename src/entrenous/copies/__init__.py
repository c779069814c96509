"""The right to her file: asked, read again entry by entry, handed over or refused with reasons."""

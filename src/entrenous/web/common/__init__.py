"""The look: visual language, components, base pages, fields, and the words of errors."""

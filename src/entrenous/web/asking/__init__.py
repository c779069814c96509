"""Describe what a third party asks, and show what the law answers: forms, words, templates.

No address of its own. The public page (`web/protect`) and the desk use the same steps; what a
step knows between two pages is in the form it sends, nowhere else.
"""

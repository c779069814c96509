"""« Protéger mon écrit »: the desk's questions and answers, without an account, a file or a trace.

Nothing is written anywhere: no session, no draft, no row; the form carries what was said.
"""

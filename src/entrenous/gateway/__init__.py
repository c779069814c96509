"""The desk for third-party requests: what was asked, what the law lets us say, what was answered.

Read `contents` for what is sealed, `verdicts` for the proposal, `deciding` for who decides.
"""

"""Seal, open, share and rotate keys (protocol EN1). Knows no person, no table, no clock.

Read `sealing` first, then `containers` and `grants`; `primitives` is the only module
that speaks to libsodium.
"""

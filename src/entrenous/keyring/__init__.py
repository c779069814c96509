"""Who holds which key: agents' keys, groups, certificates, containers, grants, sealed records.

Other apps ask `keyring`, never `vault`. Read `opening` first: no key is had without its journal entry.
"""

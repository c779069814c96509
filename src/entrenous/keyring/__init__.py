"""Who holds which key: agents' keys, groups, certificates, containers, grants, sealed records.

Other apps ask `keyring`, never `vault`. Read `opening` first: a key comes with its journal entry.
"""

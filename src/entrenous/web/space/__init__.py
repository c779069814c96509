"""The pages that the person herself opens, with her number and her code."""

"""The pages and the API of slips, by who uses them."""

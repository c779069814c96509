"""« Trouver un secteur »: an address, the answer, and a paper for who is received elsewhere."""

"""The pages of complaints, by what is done there."""

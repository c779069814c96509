"""What the service did, in units of work, minutes and means. Pure: facts in, tables out."""

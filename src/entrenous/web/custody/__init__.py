"""« Secours »: the custodians, and what is asked of them."""

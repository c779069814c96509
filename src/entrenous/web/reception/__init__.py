"""Pages of the front desk: search, new request, queue, duty, agenda."""

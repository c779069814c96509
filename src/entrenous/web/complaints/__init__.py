"""Pages of complaints: entered by anyone, read by the desk they go to, told afterwards."""

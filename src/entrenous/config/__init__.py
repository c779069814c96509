"""How the pages, the settings and the server are put together; holds no rule of the trade."""

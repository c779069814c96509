"""Pages of continuity: one's absences and their covers, requests to join, access in danger."""

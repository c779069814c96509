"""The front desk: requests (`Demande`), the sealed directory, appointments, attribution."""

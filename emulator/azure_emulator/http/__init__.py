"""The doors for Azure's own clients: management, sign-in, and the data plane beside them."""

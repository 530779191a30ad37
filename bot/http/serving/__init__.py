"""The processes and connections that the service runs on."""

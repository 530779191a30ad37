"""Requests come in, answers and pages go out: the service."""

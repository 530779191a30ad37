"""The register of agreements comes in, its pages go out: all of it, and two beside each other."""

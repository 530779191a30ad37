"""The command `partnerbot`: what somebody types comes in, lines at a terminal go out."""

"""The packages that Partnerbot needs: which they are, under which licences, and the list of what ships.

Used by `make check`, `make licences` and `make sbom`; the program itself never imports it.
"""

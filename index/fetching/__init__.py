"""Addresses come in, files in the folder of the documents go out: web pages and the files linked from them.

The only room that asks other machines, and only when somebody runs `partnerbot fetch`. trafilatura's sitemaps
and crawler were looked at: they ask by themselves, without conditions, limits of size or a check of hosts.
"""

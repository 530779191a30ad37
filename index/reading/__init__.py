"""A question and passages come in; which words answer, and how probable that is, goes out."""

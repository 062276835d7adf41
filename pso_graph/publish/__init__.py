"""The pages for people, in German and English, live and as a static copy; what they show; and search.

A page is rendered where the data is, in a worker, by a ``PageTask``; nothing here knows HTTP.
"""

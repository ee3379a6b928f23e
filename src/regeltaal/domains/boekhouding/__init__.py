"""Bookkeeping intake: documents that come in and the bookings that are made of them."""

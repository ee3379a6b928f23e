"""The service that stays on: it wakes for what is to come, and goes over to rules that were published since."""

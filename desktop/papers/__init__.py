"""Papers of a case or a matter: their facts gathered, kept as they were issued, offered where the user stands."""

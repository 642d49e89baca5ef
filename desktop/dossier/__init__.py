"""The dossier of a case: what it lacks, what is wrong with it, and how it is bound."""

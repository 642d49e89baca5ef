"""The screens of mediation: the list of cases, a case, its opening, and its late entry."""

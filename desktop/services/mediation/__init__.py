"""The acts on a mediation case, each with its permission; rows and rules are in desktop/mediation."""

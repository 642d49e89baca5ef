"""The rows and rules of a mediation case; the acts on it, with their permissions, are in desktop/services/mediation."""

"""The one version of the program: shown in 关于, kept in the database, printed by `doctor`, read by the build."""

__version__ = "0.1.0"

PROGRAM_VERSION = __version__
PROGRAM_NAME = "Onestop 一站解"

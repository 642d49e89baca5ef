"""The one version of the program: shown in 关于, kept in the database, printed by `doctor`."""

from importlib.metadata import version

PROGRAM_VERSION = version("onestop")
PROGRAM_NAME = "Onestop 一站解"

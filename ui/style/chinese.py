"""Qt's own buttons and menus in Chinese: the qtbase translation that comes with PySide6."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def install_chinese(app: QApplication) -> bool:
    """Make Qt speak Simplified Chinese and count in that locale; False when the translation is missing."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_zh_CN", folder) and app.installTranslator(translator)

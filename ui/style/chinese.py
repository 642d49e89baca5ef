"""Qt's own buttons and menus in Chinese: the translation that comes with PySide6, and the few words it lacks."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_NAME = "chinese.supplement"
_LACKING = {
    "&Look in:": "查找位置(&L)：",
    "Look in:": "查找位置：",
    "Files of &type:": "文件类型(&T)：",
    "Folder": "文件夹",
    "File Folder": "文件夹",
    "Drive": "驱动器",
    "File": "文件",
    "Page &Set:": "页码范围(&S)：",
    "Pages &per sheet:": "每张页数(&P)：",
    "Page &order:": "页面顺序(&O)：",
}


class _Supplement(QTranslator):
    """Asked only for what the translation before it does not know."""

    def translate(self, _context: str, source: str, _comment: str | None = None, _count: int = -1) -> str:
        """The Chinese words, or nothing."""
        return _LACKING.get(source)  # type: ignore[return-value]  # None is Qt's null string: not found

    def isEmpty(self) -> bool:
        """It has words of its own."""
        return False


def install_chinese(app: QApplication) -> bool:
    """Make Qt speak Simplified Chinese and count in that locale; False when the translation is missing."""
    if isinstance(app.findChild(QTranslator, _NAME), _Supplement):
        return True
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    supplement = _Supplement(app)
    supplement.setObjectName(_NAME)
    app.installTranslator(supplement)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_zh_CN", folder) and app.installTranslator(translator)

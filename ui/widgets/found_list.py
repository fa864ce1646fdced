"""What was found, a line each, under the field in which it was looked for."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from npo_desktop.i18n import _

Index = QModelIndex | QPersistentModelIndex


class FoundList(QListView):
    """As wide as it is: a longer line ends in an ellipsis, and is whole in its tooltip."""

    def __init__(self, found: QAbstractItemModel) -> None:
        super().__init__()
        self.setProperty("role", "popup")
        self.setModel(found)
        self.setItemDelegate(_Line(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Found"))


class _Line(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())

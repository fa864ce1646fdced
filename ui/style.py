"""What a style sheet cannot draw: check marks, arrows, and no dotted focus frames."""

from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

from ui import icons, theme
from ui.widgets.focus_ring import FocusRing

_Element = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_Complex, _Sub = QStyle.ComplexControl, QStyle.SubControl
_ARROW_WIDTH = 26  # pixels
_WIDEST = 460  # of the words of a combo box, which end in an ellipsis beyond it
_ARROWS = (
    _Element.PE_IndicatorArrowDown,
    _Element.PE_IndicatorArrowUp,
    _Element.PE_IndicatorSpinDown,
    _Element.PE_IndicatorSpinUp,
)
_CHECKS = (_Element.PE_IndicatorCheckBox, _Element.PE_IndicatorItemViewItemCheck)
_UPWARD = (_Element.PE_IndicatorArrowUp, _Element.PE_IndicatorSpinUp)


class _Style(QProxyStyle):
    """Fusion with our own small marks."""

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element in _CHECKS:
            _draw_check(painter, QRectF(option.rect), option.state)
        elif element == _Element.PE_IndicatorRadioButton:
            _draw_radio(painter, QRectF(option.rect), option.state)
        elif element in _ARROWS:
            _draw_arrow(painter, QRectF(option.rect), element in _UPWARD, option.state)
        elif element == _Element.PE_PanelLineEdit and _is_in_a_box(widget):
            return  # the box drew its own ground, which is another while it is disabled
        elif element != _Element.PE_FrameFocusRect:  # the ring is drawn above everything
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == _Complex.CC_ComboBox:
            _draw_box(painter, option, widget)
            _draw_arrow(painter, QRectF(_combo_arrow(option.rect)), False, option.state)
        elif control == _Complex.CC_SpinBox:
            _draw_box(painter, option, widget)
            for up in (True, False):
                _draw_arrow(painter, QRectF(_spin_arrow(option.rect, up)), up, option.state)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.ControlElement.CE_ComboBoxLabel and isinstance(
            option, QStyleOptionComboBox
        ):
            icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
            room = _words_of_combo(option.rect).width() - icon
            option.currentText = painter.fontMetrics().elidedText(
                option.currentText, Qt.TextElideMode.ElideRight, room
            )
        super().drawControl(element, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        found = None
        if control == _Complex.CC_ComboBox:
            found = _combo_part(option.rect, part)
        elif control == _Complex.CC_SpinBox:
            found = _spin_part(option.rect, part)
        return found or super().subControlRect(control, option, part, _known(widget))

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, _known(widget))
        if kind in (QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_SpinBox):
            small = widget is not None and widget.property("fit") == "filter"
            width = min(size.width(), _WIDEST) + 14 + _ARROW_WIDTH
            return QSize(width, 28 if small else 32)
        return found

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_IndicatorWidth,
            QStyle.PixelMetric.PM_IndicatorHeight,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
        ):
            return 16
        return super().pixelMetric(metric, option, widget)


def install_style(app: QApplication) -> None:
    """Put our style on the application, and the ring that follows the focus."""
    app.setStyle(_Style("fusion"))
    ring = FocusRing(app)
    app.focusChanged.connect(ring.follow)
    app.aboutToQuit.connect(icons.forget)


def _is_in_a_box(widget: QWidget | None) -> bool:
    """Whether it is the part of a number or a day in which one types."""
    return widget is not None and isinstance(widget.parent(), QAbstractSpinBox)


def _known(widget: QWidget | None) -> QWidget:
    """The stubs of two methods leave out that there may be no widget."""
    return cast(QWidget, widget)


def _words_of_combo(rect: QRect) -> QRect:
    """Where the chosen words stand, with their icon."""
    return rect.adjusted(11, 1, -_ARROW_WIDTH, -1)


def _combo_part(rect: QRect, part: QStyle.SubControl) -> QRect | None:
    if part == _Sub.SC_ComboBoxEditField:
        return _words_of_combo(rect)
    return _combo_arrow(rect) if part == _Sub.SC_ComboBoxArrow else None


def _spin_part(rect: QRect, part: QStyle.SubControl) -> QRect | None:
    if part == _Sub.SC_SpinBoxEditField:
        return rect.adjusted(10, 1, -_ARROW_WIDTH, -1)
    if part in (_Sub.SC_SpinBoxUp, _Sub.SC_SpinBoxDown):
        return _spin_arrow(rect, part == _Sub.SC_SpinBoxUp)
    return None


def _combo_arrow(rect: QRect) -> QRect:
    return QRect(rect.right() + 1 - _ARROW_WIDTH, rect.top(), _ARROW_WIDTH, rect.height())


def _spin_arrow(rect: QRect, up: bool) -> QRect:
    half, left = rect.height() // 2, rect.right() + 1 - _ARROW_WIDTH
    return QRect(left, rect.top() + (3 if up else half), _ARROW_WIDTH, half - 3)


def _draw_box(painter: QPainter, option: QStyleOption, widget: QWidget | None) -> None:
    """The frame of a combo, spin or date box, as a line edit has it."""
    fill, edge = "surface", "ctrl"
    if not option.state & _State.State_Enabled:
        fill, edge = "surface2", "line"
    elif widget is not None and widget.property("state") == "error":
        fill, edge = "errBg", "err"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(theme.colour(fill))
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.restore()


def _ground(state: QStyle.StateFlag, on: bool) -> tuple[QColor, QColor]:
    """Fill and border of an indicator."""
    if not state & _State.State_Enabled:
        return theme.colour("surface2"), theme.colour("line")
    if on:
        return theme.colour("accent"), theme.colour("accent")
    return theme.colour("surface"), theme.colour("ctrl")


def _draw_check(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
    on = bool(state & (_State.State_On | _State.State_NoChange))
    fill, border = _ground(state, on)
    box = _square(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if on:
        mark = "onAccent" if state & _State.State_Enabled else "disabled"
        painter.setPen(_pen(theme.colour(mark)))
        shape = ((4, 8.2), (7, 11.2), (12, 5.4))
        if state & _State.State_NoChange:
            shape = ((4, 8), (8, 8), (12, 8))
        painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x, y) for x, y in shape]))
    painter.restore()


def _draw_radio(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
    on = bool(state & _State.State_On)
    _fill, border = _ground(state, on)
    box = _square(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(border)
        painter.drawEllipse(box.adjusted(4, 4, -4, -4))
    painter.restore()


def _draw_arrow(painter: QPainter, rect: QRectF, up: bool, state: QStyle.StateFlag) -> None:
    token = "ink2" if state & _State.State_Enabled else "disabled"
    middle, rise = rect.center(), -1 if up else 1
    half = min(4.0, rect.width() / 3)
    points = [
        middle + QPointF(-half, -rise * half / 2),
        middle + QPointF(0, rise * half / 2),
        middle + QPointF(half, -rise * half / 2),
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(theme.colour(token), 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


def _square(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height(), 16.0)
    top = rect.top() + (rect.height() - side) // 2
    return QRectF(rect.left() + (rect.width() - side) // 2, top, side, side)


def _pen(hue: QColor, width: float = 1.75) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(hue, width, Qt.PenStyle.SolidLine, cap, join)

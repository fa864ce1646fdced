"""The one style sheet on Fusion; ``$name`` is a colour token of ``ui/theme.py``."""

_TEXT = """
QWidget { color: $ink; }
QToolTip { background: $ink; color: $surface; border: 0; padding: 4px 8px; font-size: 12px; }
QMainWindow, QDialog { background: $bg; }
QDialog { background: $surface; }
QLabel { background: transparent; }
QLabel[role="pageTitle"] { font-size: 20px; font-weight: 600; }
QLabel[role="dialogTitle"] { font-size: 16px; font-weight: 600; }
QLabel[role="cardTitle"] { font-size: 14px; font-weight: 600; }
QLabel[role="control"] { font-weight: 500; }
QLabel[role="primary"] { font-weight: 600; }
QLabel[role="help"] { font-size: 12px; }
QLabel[role="label"] { font-size: 12px; font-weight: 500; }
QLabel[role="head"] { font-size: 12px; font-weight: 600; }
QLabel[role="smallest"] { font-size: 11px; font-weight: 500; }
QLabel[role="statement"] { font-size: 22px; font-weight: 600; }
QLabel[role="entry"] { font-size: 18px; font-weight: 600; }
QLabel[role="welcome"] { font-size: 30px; font-weight: 600; }
QLabel[role="school"] { font-size: 24px; font-weight: 600; }
QLabel[role="lead"] { font-size: 15px; }
QLabel[tone="ink2"] { color: $ink2; }
QLabel[tone="ink3"] { color: $ink3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="onAccent"] { color: $onAccent; }
QLabel[tone="onSelected"] { color: $onSelected; }
QLabel[tone="err"] { color: $err; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="sideText"] { color: $sideText; }
QLabel[tone="sideMuted"] { color: $sideMuted; }
QLabel[tone="onSide"] { color: $onSide; }
QLabel[tone="disabled"], QLabel:disabled { color: $disabled; }
"""

_BUTTONS = """
QPushButton { min-height: 30px; padding: 0 12px; border: 1px solid $ctrl; border-radius: 4px;
  background: $surface; color: $ink; font-weight: 500; }
QPushButton:hover { background: $bg; }
QPushButton:pressed, QPushButton:checked { background: $selected; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $onAccent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
  background: $accentPress; border-color: $accentPress; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[kind="quiet"]:hover { background: $surface2; }
QPushButton[kind="link"] { min-height: 18px; padding: 0; border: 0; background: transparent;
  color: $accent; text-decoration: underline; text-align: left; }
QPushButton[kind="link"]:hover { color: $accentPress; }
QPushButton[kind="onAccent"] { background: $surface; border-color: $surface; }
QPushButton[fit="row"] { min-height: 24px; padding: 0 8px; font-size: 12px; }
QPushButton[fit="large"] { min-height: 38px; padding: 0 20px; font-size: 14px; }
QPushButton:disabled { background: $surface2; border-color: $line; color: $disabled; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="link"]:disabled {
  background: transparent; border-color: transparent; color: $disabled; }
QToolButton { border: 0; border-radius: 4px; padding: 0; background: transparent; color: $ink; }
QToolButton[role="icon"][kind="bordered"] { border: 1px solid $ctrl; background: $surface; }
QToolButton[role="icon"]:hover { background: $surface2; }
QPushButton[role="segment"] { min-height: 30px; padding: 0 12px; border: 1px solid $ctrl;
  border-left: 0; border-radius: 0; background: $surface; font-weight: 500; }
QPushButton[role="segment"][fit="row"] { min-height: 26px; padding: 0 10px; font-size: 12px; }
QPushButton[role="segment"]:hover { background: $bg; }
QPushButton[role="segment"]:checked { background: $accent; border-color: $accent; color: $onAccent;
  font-weight: 600; }
QPushButton[role="segment"][place="first"], QPushButton[role="segment"][place="only"] {
  border-left: 1px solid $ctrl; border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
QPushButton[role="segment"][place="last"], QPushButton[role="segment"][place="only"] {
  border-top-right-radius: 4px; border-bottom-right-radius: 4px; }
QPushButton[role="segment"]:disabled { background: $surface2; color: $disabled; }
QToolButton[role="tab"] { min-height: 34px; padding: 0 12px; border-radius: 0; color: $ink2;
  font-weight: 500; border-bottom: 3px solid transparent; }
QToolButton[role="tab"]:hover { color: $ink; }
QToolButton[role="tab"]:checked { color: $accent; font-weight: 600;
  border-bottom: 3px solid $accent; }
"""

_FIELDS = """
QLineEdit { min-height: 30px; padding: 0 10px; border: 1px solid $ctrl; border-radius: 4px;
  background: $surface; color: $ink; lineedit-password-character: 8226;
  selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit[fit="large"] { min-height: 38px; font-size: 14px; }
QLineEdit[fit="filter"] { min-height: 26px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; min-height: 0; padding: 0;
  background: transparent; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; border: 1px solid $ctrl; border-radius: 4px;
  background: $surface; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit[readOnly="true"],
QPlainTextEdit[readOnly="true"] { background: $surface2; border-color: $line; }
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QSpinBox:disabled {
  color: $disabled; }
QLineEdit[state="error"], QPlainTextEdit[state="error"] { border-color: $err;
  background: $errBg; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $ctrl; outline: 0;
  padding: 4px 0; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 10px; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $ink; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QListView[role="popup"] { background: $surface; border: 1px solid $ctrl; outline: 0; }
QFrame[role="popup"] { background: $surface; border: 1px solid $ctrl; }
QListView[role="popup"]::item { min-height: 30px; padding: 0 10px; }
QListView[role="popup"]::item:selected { background: $selected; color: $ink; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px 0; }
QMenu::item { padding: 6px 16px; }
QMenu::icon { padding-left: 12px; }
QMenu::item:selected { background: $selected; color: $ink; }
QMenu::separator { height: 1px; background: $line2; margin: 4px 0; }
"""

_FURNITURE = """
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="card"][chosen="true"] { background: $selected; border: 2px solid $accent; }
QFrame[role="card"][tone="err"] { border: 2px solid $err; }
QFrame[role="card"][over="selected"] { background: $selected; border-color: $accent; }
QFrame[role="cardFoot"] { border: 0; border-bottom-left-radius: 5px;
  border-bottom-right-radius: 5px; }
QFrame[role="cardFoot"][tone="ok"] { background: $okBg; }
QFrame[role="cardFoot"][tone="err"] { background: $errBg; }
QFrame[role="dashed"] { background: transparent; border: 1px dashed $ctrl; border-radius: 6px; }
QLabel[box="slot"] { border: 1px dashed $ctrl; border-radius: 3px; padding: 2px 6px; }
QPushButton[kind="slot"] { min-height: 20px; padding: 0 6px; border: 1px dashed $accent;
  border-radius: 3px; background: $selected; text-align: left; }
QFrame[role="rule"] { background: $line; border: 0; }
QFrame[role="sideRule"] { background: $sideSel; border: 0; }
QFrame[role="note"] { border: 1px solid $line; border-radius: 6px; background: $surface; }
QFrame[role="note"][tone="ok"] { background: $okBg; border-color: $okLine; }
QFrame[role="note"][tone="warn"] { background: $warnBg; border-color: $warnLine; }
QFrame[role="note"][tone="err"] { background: $errBg; border-color: $errLine; }
QFrame[role="bar"] { border: 0; border-bottom: 1px solid $line; border-radius: 0;
  background: $surface; }
QFrame[role="bar"][tone="ok"] { background: $okBg; border-color: $okLine; }
QFrame[role="bar"][tone="warn"] { background: $warnBg; border-color: $warnLine; }
QFrame[role="bar"][tone="err"] { background: $errBg; border-color: $errLine; }
QFrame[role="jobBar"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="footer"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="header"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="practice"] { background: $warnBg; border: 0; border-bottom: 1px solid $warnLine; }
QFrame[role="statusLine"] { background: $surface2; border: 0; border-top: 1px solid $line; }
QFrame[role="side"] { background: $side; border: 0; }
QFrame[role="banner"] { background: $accent; border: 0; border-radius: 6px; }
QFrame[role="unlock"] { background: $surface; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[role="canvas"] { background: transparent; }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: $ctrl; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_TABLES = """
QTableView, QTreeView, QListView { background: $surface; border: 0; outline: 0;
  selection-background-color: $selected; selection-color: $ink; }
QTableView QLineEdit[role="cell"] { min-height: 0; border: 2px solid $accent; border-radius: 0;
  padding: 0 6px; background: $surface; }
QTableView[framed="true"] { border: 1px solid $line; border-radius: 6px; }
QTableCornerButton::section { background: $surface2; border: 0; }
QHeaderView { background: $surface2; border: 0; }
QHeaderView::section { background: $surface2; border: 0; border-bottom: 1px solid $line;
  padding: 0 8px; font-size: 12px; font-weight: 600; color: $ink2; }
QHeaderView::section:first { padding-left: 16px; }
"""

TEMPLATE = _TEXT + _BUTTONS + _FIELDS + _FURNITURE + _TABLES

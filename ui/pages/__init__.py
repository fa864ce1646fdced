"""Every page of the window, in the order of the sidebar."""

from npo_desktop.i18n import _
from ui.pages.attention_page import AttentionPage
from ui.pages.evening_page import EveningPage
from ui.pages.export_page import ExportPage
from ui.pages.grid_page import GridPage
from ui.pages.groups_page import GroupsPage
from ui.pages.hours_page import HoursPage
from ui.pages.import_page import ImportPage
from ui.pages.meeting_page import MeetingPage
from ui.pages.menukaart_page import MenukaartPage
from ui.pages.page import PageEntry, Place
from ui.pages.paper_page import PaperPage
from ui.pages.people_page import PeoplePage
from ui.pages.plans_page import PlansPage, late_plans
from ui.pages.proposal_page import ProposalPage
from ui.pages.proposals_page import ProposalsPage
from ui.pages.pupil_page import PupilPage
from ui.pages.pupils_page import PupilsPage
from ui.pages.questionnaires_page import QuestionnairesPage
from ui.pages.results_page import ResultsPage
from ui.pages.review_page import ReviewPage
from ui.pages.safety_page import SafetyPage, may_go_now
from ui.pages.scan_page import ScanPage
from ui.pages.scans_page import ScansPage
from ui.pages.support_page import SupportPage
from ui.pages.talk_page import TalkPage
from ui.pages.today_page import TodayPage
from ui.pages.year_page import YearPage

PAGES = (
    PageEntry("today", lambda: _("Today"), "home", TodayPage),
    PageEntry("groups", lambda: _("Groups"), "layout-grid", GroupsPage),
    PageEntry("pupils", lambda: _("Pupils"), "user", PupilsPage),
    PageEntry("pupil", lambda: _("Pupil"), "user", PupilPage, Place.NOWHERE, under="pupils"),
    PageEntry("attention", lambda: _("To talk about"), "message", AttentionPage),
    PageEntry(
        "meeting", lambda: _("Meeting"), "users", MeetingPage, Place.NOWHERE, under="attention"
    ),
    PageEntry("scans", lambda: _("Scans"), "clipboard-check", ScansPage),
    PageEntry("scan", lambda: _("Scan"), "clipboard-check", ScanPage, Place.NOWHERE, under="scans"),
    PageEntry("grid", lambda: _("Whole group"), "table", GridPage, Place.NOWHERE, under="scans"),
    PageEntry("paper", lambda: _("Paper lists"), "file-text", PaperPage, Place.NOWHERE, "scans"),
    PageEntry("year", lambda: _("School year"), "school", YearPage, Place.NOWHERE, "scans"),
    PageEntry("results", lambda: _("Test results"), "table", ResultsPage, Place.NOWHERE, "pupils"),
    PageEntry(
        "questionnaires",
        lambda: _("Questionnaires"),
        "list",
        QuestionnairesPage,
        Place.NOWHERE,
        "scans",
    ),
    PageEntry("proposals", lambda: _("Proposals"), "bulb", ProposalsPage),
    PageEntry(
        "proposal", lambda: _("Proposal"), "bulb", ProposalPage, Place.NOWHERE, under="proposals"
    ),
    PageEntry("support", lambda: _("Support groups"), "puzzle", SupportPage),
    PageEntry("plans", lambda: _("Plans"), "target", PlansPage, badge=late_plans),
    PageEntry("review", lambda: _("Review a plan"), "target", ReviewPage, Place.NOWHERE, "plans"),
    PageEntry("menukaart", lambda: _("Menukaart"), "book-2", MenukaartPage),
    PageEntry("hours", lambda: _("People and hours"), "clock", HoursPage, Place.NOWHERE, "support"),
    PageEntry("export", lambda: _("Export and print"), "printer", ExportPage),
    PageEntry("talk", lambda: _("Talk with parents"), "message", TalkPage, Place.NOWHERE, "export"),
    PageEntry(
        "evening", lambda: _("Parents' evening"), "users", EveningPage, Place.NOWHERE, "export"
    ),
    PageEntry("import", lambda: _("Read in"), "download", ImportPage, Place.BOTTOM),
    PageEntry(
        "safety", lambda: _("Safety"), "shield-lock", SafetyPage, Place.BOTTOM, badge=may_go_now
    ),
    PageEntry("people", lambda: _("Colleagues"), "users", PeoplePage, Place.BOTTOM),
)

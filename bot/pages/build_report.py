"""The report of a build as one HTML file that needs nothing else: no script, no other file."""

from bot.pages.render import render_page
from index.languages.messages import key, say
from index.reporting.changes import What
from index.reporting.report import BuildReport

MOST = 200  # lines of one kind that are shown; the JSON holds all
LABELS = {
    "documents": key("report_documents"),
    "passages": key("report_passages"),
    "new": key("report_new"),
    "changed": key("report_changed"),
    "gone": key("report_gone"),
    "unread": key("report_unread"),
    "odd": key("report_odd"),
}
WHAT = {
    What.FILE: key("report_what_file"),
    What.TEXT: key("report_what_text"),
    What.METADATA: key("report_what_metadata"),
}


def render_build_report(report: BuildReport) -> str:
    """Return the HTML of `report`, in its language."""
    return render_page(
        "build_report.html",
        report.language,
        report=report,
        counts=report.count(),
        labels={name: say(label, report.language) for name, label in LABELS.items()},
        what={what: say(label, report.language) for what, label in WHAT.items()},
        most=MOST,
    )

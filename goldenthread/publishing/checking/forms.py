"""The form that takes a document to check: pasted, uploaded, or one of our reports."""

from typing import Any

from django import forms

from goldenthread.publishing.checking import rules
from goldenthread.publishing.models import Report

PAGE, WORD, CSV, XLSX = "page", "docx", "csv", "xlsx"
ANSWERS = (
    (PAGE, "A page with every claim marked"),
    (WORD, "A Word document with a comment at each finding"),
    (CSV, "A table of the findings (CSV)"),
    (XLSX, "A table of the findings (Excel)"),
)
_ONE = "Give one thing to check: a text, a file or a report."


class CheckForm(forms.Form):
    """What is to be checked, and how the answer should look."""

    text = forms.CharField(
        label="Paste text",
        required=False,
        strip=False,
        max_length=rules.ON_THE_WEB.text,
        widget=forms.Textarea(attrs={"class": "govuk-textarea", "rows": 8}),
    )
    file = forms.FileField(
        label="Upload a file",
        required=False,
        help_text="PDF, Word (docx), OpenDocument (odt), HTML, text, Markdown, CSV or Excel, "
        f"up to {rules.ON_THE_WEB.file // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"class": "govuk-file-upload"}),
        error_messages={"empty": "The file is empty. Choose the file that holds the text."},
    )
    report = forms.ModelChoiceField(
        Report.objects.none(),
        label="One of our reports",
        required=False,
        empty_label="None",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    answer = forms.ChoiceField(
        label="Answer with",
        choices=ANSWERS,
        initial=PAGE,
        required=False,
        widget=forms.RadioSelect,
    )
    ours = forms.BooleanField(
        label="Also compare with our own figures of the same indicator, area and period",
        required=False,
        widget=forms.CheckboxInput,
    )

    def __init__(self, *args: Any, reports: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = reports  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take exactly one thing to check."""
        data = super().clean() or {}
        given = [name for name in ("text", "file", "report") if data.get(name)]
        if not self.errors and len(given) != 1:
            self.add_error(given[1] if given else "text", _ONE)
        data["answer"] = data.get("answer") or PAGE
        return data

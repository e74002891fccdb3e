"""Forms of the front door beside the declared ones."""

from django import forms


class FileForm(forms.Form):
    """A picture or paper to go with a report."""

    file = forms.FileField(
        label="Choose a picture or a PDF file",
        help_text="Up to 10 megabytes. We take out hidden details, such as where a photo was made.",
        max_length=200,
        allow_empty_file=True,
        error_messages={
            "required": "Choose a file first.",
            "max_length": "The name of this file is too long. Give it a shorter one.",
        },
    )

    @property
    def called(self) -> str:
        """The name of the file, as the sender called it; only after `is_valid`."""
        return str(self.cleaned_data["file"].name)

    @property
    def content(self) -> bytes:
        """What is in it; only after `is_valid`."""
        file = self.cleaned_data["file"]
        file.seek(0)
        return bytes(file.read())

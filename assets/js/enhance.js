// Pages work without this. It moves focus to an error summary, stops a form
// being sent twice, and counts characters where a field has a limit.
import { Button, CharacterCount, ErrorSummary, PasswordInput, createAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(ErrorSummary);
createAll(Button, { preventDoubleClick: true });
createAll(CharacterCount);
createAll(PasswordInput);

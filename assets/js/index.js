// Everything works without this file; it only makes it kinder.
import { guardAgainstDoubleSubmission } from "./submission.js";
import { warnBeforeLosingChanges } from "./unsaved.js";
import { offerTextSizes } from "./text_size.js";
import { offerKeyboardShortcuts } from "./shortcuts.js";
import { offerRowKeys } from "./desk.js";
import { focusErrorSummary } from "./errors.js";

offerTextSizes();
guardAgainstDoubleSubmission();
warnBeforeLosingChanges();
offerKeyboardShortcuts();
offerRowKeys();
focusErrorSummary();

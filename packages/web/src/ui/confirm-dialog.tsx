import type { JSX } from "solid-js";
import { text } from "../i18n/language.ts";
import type { AskedQuestion } from "./confirm.ts";
import { Dialog } from "./dialog.tsx";

export function ConfirmDialog(props: { question: AskedQuestion }): JSX.Element {
  return (
    <Dialog title={props.question.title} class="dialog-small" onClose={() => props.question.answer(false)}>
      <p class="dialog-text">{props.question.explanation}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => props.question.answer(false)}>
          {text().common.cancel}
        </button>
        <button
          type="button"
          class="button button-danger"
          autofocus
          onClick={() => props.question.answer(true)}
        >
          {props.question.action}
        </button>
      </div>
    </Dialog>
  );
}

/** Asks a question that needs an answer before something cannot be undone. One at a time. */
import { createSignal, type JSX, Show } from "solid-js";
import { text } from "../i18n/language.ts";
import { Dialog } from "./dialog.tsx";

export interface Question {
  title: string;
  explanation: string;
  /** What the button that goes ahead says. */
  action: string;
}

interface AskedQuestion extends Question {
  answer: (isYes: boolean) => void;
}

const [asked, setAsked] = createSignal<AskedQuestion | null>(null);

/** True when the person goes ahead; a second question answers the first with no. */
export function confirm(question: Question): Promise<boolean> {
  asked()?.answer(false);
  return new Promise((resolve) => {
    const answer = (isYes: boolean) => {
      setAsked(null);
      resolve(isYes);
    };
    setAsked({ ...question, answer });
  });
}

export function ConfirmHost(): JSX.Element {
  return (
    <Show when={asked()} keyed>
      {(question) => (
        <Dialog title={question.title} class="dialog-small" onClose={() => question.answer(false)}>
          <p class="dialog-text">{question.explanation}</p>
          <div class="dialog-buttons">
            <button type="button" class="button" onClick={() => question.answer(false)}>
              {text().common.cancel}
            </button>
            <button
              type="button"
              class="button button-danger"
              autofocus
              onClick={() => question.answer(true)}
            >
              {question.action}
            </button>
          </div>
        </Dialog>
      )}
    </Show>
  );
}

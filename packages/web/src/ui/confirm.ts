/** Asks a question that needs an answer before something cannot be undone. One at a time. */
import { createSignal } from "solid-js";

export interface Question {
  title: string;
  explanation: string;
  /** What the button that goes ahead says. */
  action: string;
}

export interface AskedQuestion extends Question {
  answer: (isYes: boolean) => void;
}

const [askedQuestion, setAsked] = createSignal<AskedQuestion | null>(null);

export { askedQuestion };

/** True when the person goes ahead; a second question answers the first with no. */
export function confirm(question: Question): Promise<boolean> {
  askedQuestion()?.answer(false);
  return new Promise((resolve) => {
    const answer = (isYes: boolean) => {
      setAsked(null);
      resolve(isYes);
    };
    setAsked({ ...question, answer });
  });
}

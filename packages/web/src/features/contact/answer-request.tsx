import type { ContactRequest } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";

export type Answer = "accept" | "refuse" | "ignore";

/** Answers a request, one answer at a time. */
export function createAnswering(): {
  isWorking: () => boolean;
  answer: (request: ContactRequest, name: string, answer: Answer) => Promise<void>;
} {
  const app = useApp();
  const [isWorking, setWorking] = createSignal(false);
  const answer = async (request: ContactRequest, name: string, chosen: Answer) => {
    if (isWorking()) return;
    setWorking(true);
    try {
      await app.client.contacts.answer({ requestId: request.id, answer: chosen });
      if (chosen === "accept") showToast(peopleText().requests.wasAccepted(name));
    } catch (error) {
      showToast(errorText(error));
    }
    setWorking(false);
  };
  return { isWorking, answer };
}

/** On the profile of somebody who asks. */
export function AnswerRequest(props: { request: ContactRequest; name: string }): JSX.Element {
  const { isWorking, answer } = createAnswering();
  const words = () => peopleText().requests;
  const choose = (chosen: Answer) => void answer(props.request, props.name, chosen);
  return (
    <section class="person-request">
      <p>{words().asks(props.name)}</p>
      <Show when={props.request.message}>{(message) => <p class="request-message">{message()}</p>}</Show>
      <div class="person-request-buttons">
        <button
          type="button"
          class="button button-primary"
          disabled={isWorking()}
          onClick={() => choose("accept")}
        >
          {words().accept}
        </button>
        <button type="button" class="button" disabled={isWorking()} onClick={() => choose("refuse")}>
          {words().refuse}
        </button>
      </div>
    </section>
  );
}

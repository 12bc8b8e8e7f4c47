import { limits } from "@parley/protocol/limits";
import { ParleyError } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { Person } from "../user/person-model.ts";

/** Asks somebody to become contacts; where they ask a question first, it appears with its field. */
export function AddContactDialog(props: { person: Person; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => peopleText().add;
  const [message, setMessage] = createSignal("");
  const [remark, setRemark] = createSignal("");
  const [question, setQuestion] = createSignal<string | null>(null);
  const [answer, setAnswer] = createSignal("");
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<string | null>(null);
  const given = (name: "message" | "remark" | "answer", value: string) =>
    value.trim() === "" ? {} : { [name]: value.trim() };

  const explain = (error: unknown): string | null => {
    if (!(error instanceof ParleyError)) return errorText(error);
    if (error.code === "conflict") return words().again;
    if (error.code !== "not_accepted") return errorText(error);
    const asked = error.details?.question;
    if (typeof asked !== "string") return words().notAccepted;
    const isFirst = question() === null;
    setQuestion(asked);
    return isFirst ? null : words().answerWrong;
  };
  const ask = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isWorking()) return;
    setWorking(true);
    setFailure(null);
    try {
      const { contact } = await app.client.contacts.request({
        userId: props.person.id(),
        ...given("message", message()),
        ...given("remark", remark()),
        ...given("answer", answer()),
      });
      showToast(contact === null ? words().sent : peopleText().requests.wasAccepted(props.person.name()));
      props.onClose();
    } catch (error) {
      setFailure(explain(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={words().title(props.person.name())} onClose={() => props.onClose()}>
      <form class="dialog-form" onSubmit={ask}>
        <Show when={question()}>
          {(asked) => (
            <TextField
              label={words().question(asked())}
              value={answer()}
              onInput={setAnswer}
              maxLength={limits.contactAnswerCharsMax}
              isFocused
            />
          )}
        </Show>
        <TextField
          label={words().message}
          hint={words().messageHint}
          value={message()}
          onInput={setMessage}
          maxLength={limits.requestMessageCharsMax}
          isFocused
        />
        <Show when={!app.isGuest()}>
          <TextField
            label={words().remark}
            hint={words().remarkHint}
            value={remark()}
            onInput={setRemark}
            maxLength={limits.remarkCharsMax}
          />
        </Show>
        <Show when={failure()}>
          <p class="form-error" role="alert">
            {failure()}
          </p>
        </Show>
        <div class="dialog-buttons">
          <button type="submit" class="button button-primary" disabled={isWorking()}>
            {words().send}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

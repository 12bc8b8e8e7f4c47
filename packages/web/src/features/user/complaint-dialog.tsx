import { limits } from "@parley/protocol/limits";
import type { ParamsOf } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { peopleEn } from "../../i18n/people/en.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { showToast } from "../../ui/toast.tsx";

type Reason = keyof typeof peopleEn.complaint.reasons;

const reasons = Object.keys(peopleEn.complaint.reasons) as Reason[];

export interface ComplaintDialogProps {
  title: string;
  target: ParamsOf<"complaint.create">["target"];
  onClose: () => void;
}

/** Tells the administrators about a person, a group or a message. The reason travels as a word that is the same in every language. */
export function ComplaintDialog(props: ComplaintDialogProps): JSX.Element {
  const app = useApp();
  const words = () => peopleText().complaint;
  const [reason, setReason] = createSignal<Reason>("spam");
  const [text, setText] = createSignal("");
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<string | null>(null);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isWorking()) return;
    setWorking(true);
    setFailure(null);
    try {
      await app.client.complaints.create({
        target: props.target,
        reason: reason(),
        ...(text().trim() === "" ? {} : { text: text().trim() }),
      });
      showToast(words().sent);
      props.onClose();
    } catch (error) {
      setFailure(errorText(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={props.title} onClose={() => props.onClose()}>
      <form class="dialog-form" onSubmit={send}>
        <p class="dialog-text">{words().explain}</p>
        <SelectField<Reason>
          label={words().reason}
          value={reason()}
          options={reasons.map((value) => ({ value, label: words().reasons[value] }))}
          onChange={setReason}
        />
        <TextField
          label={words().text}
          hint={words().textHint}
          value={text()}
          onInput={setText}
          maxLength={limits.complaintTextCharsMax}
        />
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

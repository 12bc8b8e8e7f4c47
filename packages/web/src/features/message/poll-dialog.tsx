import { limits } from "@parley/protocol/limits";
import { ParleyError } from "@parley/sdk";
import { createSignal, Index, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { sendContent } from "./send-composed.ts";

/** Makes a poll. */
export function PollDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => inboxText().poll;
  const [question, setQuestion] = createSignal("");
  const [options, setOptions] = createSignal<readonly string[]>(["", ""]);
  const [isMultiple, setMultiple] = createSignal(false);
  const [isAnonymous, setAnonymous] = createSignal(false);
  const create = async () => {
    const given = [...new Set(options().map((option) => option.trim()))].filter((option) => option !== "");
    if (question().trim() === "" || given.length < limits.pollOptionsMin)
      throw new ParleyError("invalid_arguments");
    sendContent(app, props.conversationId, {
      ...{ type: "poll", question: question().trim(), options: given },
      ...(isMultiple() ? { isMultiple: true } : {}),
      ...(isAnonymous() ? { isAnonymous: true } : {}),
    });
    props.onClose();
  };
  return (
    <Dialog title={words().title} onClose={() => props.onClose()}>
      <SaveForm save={create} action={words().create} done={null} explain={() => words().needOptions}>
        <TextField
          label={words().question}
          value={question()}
          onInput={setQuestion}
          maxLength={limits.pollQuestionCharsMax}
          isFocused
        />
        <Index each={options()}>
          {(option, index) => (
            <TextField
              label={words().option(index + 1)}
              value={option()}
              onInput={(value) => setOptions(options().with(index, value))}
              maxLength={limits.pollOptionCharsMax}
            />
          )}
        </Index>
        <Show when={options().length < limits.pollOptionsMax}>
          <button type="button" class="link-button" onClick={() => setOptions([...options(), ""])}>
            {words().addOption}
          </button>
        </Show>
        <SwitchRow label={words().isMultiple} isOn={isMultiple()} onChange={setMultiple} />
        <SwitchRow
          label={words().isAnonymous}
          hint={words().isAnonymousHint}
          isOn={isAnonymous()}
          onChange={setAnonymous}
        />
      </SaveForm>
    </Dialog>
  );
}

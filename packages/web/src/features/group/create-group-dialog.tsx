import { limits } from "@parley/protocol/limits";
import type { User } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import { PersonPicker } from "../user/person-picker.tsx";

/** Brings people together in a group: a name if one likes, and who. Offers those one already writes with. */
export function CreateGroupDialog(): JSX.Element {
  const app = useApp();
  const [name, setName] = createSignal("");
  const [picked, setPicked] = createSignal<readonly User[]>([]);
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<string | null>(null);
  const create = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isWorking()) return;
    if (picked().length === 0) {
      setFailure(text().group.needPeople);
      return;
    }
    setWorking(true);
    try {
      const { conversation } = await app.client.groups.create({
        memberIds: picked().map((user) => user.id),
        ...(name().trim() === "" ? {} : { name: name().trim() }),
      });
      app.openConversation(conversation.id);
    } catch (error) {
      setFailure(errorText(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={text().group.title} onClose={() => app.setOverlay(null)}>
      <form class="dialog-form" onSubmit={create}>
        <TextField
          label={text().group.name}
          hint={text().group.nameHint}
          value={name()}
          onInput={setName}
          maxLength={limits.groupNameCharsMax}
          isFocused
        />
        <PersonPicker
          picked={picked()}
          onChange={(next) => {
            setPicked(next);
            setFailure(null);
          }}
        />
        <Show when={failure()}>
          <p class="form-error" role="alert">
            {failure()}
          </p>
        </Show>
        <div class="dialog-buttons">
          <span class="dialog-count">{text().group.picked(picked().length)}</span>
          <button type="submit" class="button button-primary" disabled={isWorking()}>
            {text().group.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

import { limits } from "@parley/protocol/limits";
import { createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { attempt } from "../user/person-actions.ts";

/** In which of one's folders a conversation is; new folders. */
export function FoldersDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => text().inboxMenu;
  const [name, setName] = createSignal("");
  const item = () => app.inbox().items.find(({ conversation }) => conversation.id === props.conversationId);
  const chosen = () => item()?.own.folderIds ?? [];
  const assign = (folderIds: number[]) =>
    app.client.folders.assign({ conversationId: props.conversationId, folderIds });
  const create = async () => {
    if (name().trim() === "") return;
    const made = await app.client.folders.create({ name: name().trim() });
    setName("");
    await assign([...chosen(), made.folder.id]);
  };
  const remove = async (id: number) => {
    await attempt(app.client.folders.remove({ id }));
  };
  return (
    <Dialog title={words().folders} class="dialog-small" onClose={() => props.onClose()}>
      <Show when={app.folders().length > 0}>
        <ul class="folder-list">
          <For each={app.folders()}>
            {(folder) => (
              <li class="folder-row">
                <SwitchRow
                  label={folder.name}
                  isOn={chosen().includes(folder.id)}
                  onChange={(isOn) =>
                    void attempt(
                      assign(isOn ? [...chosen(), folder.id] : chosen().filter((id) => id !== folder.id)),
                    )
                  }
                />
                <IconButton
                  icon="trash"
                  label={words().removeFolder(folder.name)}
                  onClick={() => void remove(folder.id)}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <SaveForm save={create} action={words().addFolder} done={null}>
        <TextField
          label={words().folderName}
          value={name()}
          onInput={setName}
          maxLength={limits.folderNameCharsMax}
        />
      </SaveForm>
    </Dialog>
  );
}

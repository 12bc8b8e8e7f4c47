import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { PictureField } from "../media/picture-field.tsx";
import { SaveForm } from "../settings/save-form.tsx";

/** What the reader is called in one group. */
export function OwnNameDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().ownName;
  const [name, setName] = createSignal(app.group.self()?.nickname ?? "");
  const save = async () => {
    const nickname = name().trim() === "" ? null : name().trim();
    await app.client.members.setProfile({ conversationId: props.conversationId, nickname });
    props.onClose();
  };
  return (
    <Dialog title={words().title} class="dialog-small" onClose={() => props.onClose()}>
      <Show when={app.self()}>
        {(self) => (
          <PictureField
            avatar={{
              id: self().id,
              name: app.group.self()?.nickname ?? self().nickname,
              image: app.group.self()?.avatar ?? self().avatar,
            }}
            hasOwn={app.group.self()?.avatar !== undefined}
            hint={settingsText().picture.inGroup}
            save={(avatar) => app.client.members.setProfile({ conversationId: props.conversationId, avatar })}
          />
        )}
      </Show>
      <SaveForm save={save}>
        <TextField
          label={words().label}
          hint={words().hint}
          value={name()}
          onInput={setName}
          maxLength={limits.nicknameCharsMax}
          isFocused
        />
      </SaveForm>
    </Dialog>
  );
}

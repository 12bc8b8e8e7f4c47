import { limits } from "@parley/protocol/limits";
import type { InboxItem, ParleyError } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { avatarId, conversationTitle, isComposed } from "../conversation/conversation-title.ts";
import { PictureField } from "../media/picture-field.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { categoryOptions } from "./group-category.ts";

/** What a group is called and says of itself. */
export function EditGroupDialog(props: { item: InboxItem; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().edit;
  const item = () => props.item;
  const known = app.group.group();
  const [name, setName] = createSignal(props.item.conversation.name ?? "");
  const [description, setDescription] = createSignal(known?.description ?? "");
  const [announcement, setAnnouncement] = createSignal(known?.announcement ?? "");
  const [number, setNumber] = createSignal(known?.number ?? "");
  const [category, setCategory] = createSignal(String(known?.category ?? 0));
  // What is unchanged is not asked for: members who may edit may not change these.
  const found = () => ({
    ...(number().trim() === (known?.number ?? "") ? {} : { number: orNull(number()) }),
    ...(Number(category()) === known?.category ? {} : { category: Number(category()) }),
  });
  const orNull = (value: string) => (value.trim() === "" ? null : value.trim());
  const save = async () => {
    await app.client.groups.update({
      conversationId: props.item.conversation.id,
      ...(orNull(name()) === null ? {} : { name: name().trim() }),
      description: orNull(description()),
      announcement: orNull(announcement()),
      ...found(),
    });
    props.onClose();
  };
  const explain = ({ code, details }: ParleyError) => {
    if (code === "conflict") return words().numberTaken;
    return details?.path === "/number" ? words().numberWrong : null;
  };
  return (
    <Dialog title={words().title} onClose={() => props.onClose()}>
      <PictureField
        avatar={{
          id: avatarId(item()),
          name: conversationTitle(item()),
          image: item().avatar,
          isComposed: isComposed(item()),
        }}
        hasOwn={item().avatar !== null && !isComposed(item())}
        hint={settingsText().picture.ofGroup}
        save={(avatar) => app.client.groups.update({ conversationId: item().conversation.id, avatar })}
      />
      <SaveForm save={save} explain={explain}>
        <TextField
          label={words().name}
          value={name()}
          onInput={setName}
          maxLength={limits.groupNameCharsMax}
          isFocused
        />
        <TextArea
          label={words().description}
          hint={words().descriptionHint}
          value={description()}
          onInput={setDescription}
          maxLength={limits.groupDescriptionCharsMax}
        />
        <Show when={app.group.isAdmin()}>
          <TextField
            label={words().number}
            hint={words().numberHint}
            value={number()}
            onInput={(value) => setNumber(value.toLowerCase())}
            maxLength={limits.conversationNumberCharsMax}
          />
          <SelectField
            label={groupsText().directory.category}
            value={category()}
            options={categoryOptions()}
            onChange={setCategory}
          />
        </Show>
        <TextArea
          label={words().announcement}
          hint={words().announcementHint}
          value={announcement()}
          onInput={setAnnouncement}
          maxLength={limits.groupAnnouncementCharsMax}
        />
      </SaveForm>
    </Dialog>
  );
}

import { limits } from "@parley/protocol/limits";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { TextField } from "../../ui/text-field.tsx";
import type { Person } from "../user/person-model.ts";
import { parseTags } from "./parse-tags.ts";

/** A name and tags of one's own for somebody; tags are for contacts. */
export function RemarkDialog(props: { person: Person; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => peopleText().remark;
  const contact = props.person.contact();
  const [name, setName] = createSignal(contact?.remark ?? "");
  const [tags, setTags] = createSignal(contact?.tags.join(", ") ?? "");
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<string | null>(null);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isWorking()) return;
    setWorking(true);
    setFailure(null);
    const userId = props.person.id();
    const remark = name().trim() === "" ? null : name().trim();
    const wanted = parseTags(tags());
    try {
      if (remark !== (contact?.remark ?? null)) await app.client.contacts.setRemark({ userId, remark });
      if (contact?.isContact && wanted.join() !== contact.tags.join())
        await app.client.contacts.setTags({ userId, tags: wanted });
      props.onClose();
    } catch (error) {
      setFailure(errorText(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={words().title} onClose={() => props.onClose()}>
      <form class="dialog-form" onSubmit={save}>
        <TextField
          label={words().name}
          hint={words().nameHint(props.person.user()?.nickname ?? "")}
          value={name()}
          onInput={setName}
          maxLength={limits.remarkCharsMax}
          isFocused
        />
        <Show when={contact?.isContact}>
          <TextField
            label={words().tags}
            hint={words().tagsHint}
            value={tags()}
            onInput={setTags}
            maxLength={limits.contactTagsMax * (limits.tagCharsMax + 2)}
          />
        </Show>
        <Show when={failure()}>
          <p class="form-error" role="alert">
            {failure()}
          </p>
        </Show>
        <div class="dialog-buttons">
          <button type="submit" class="button button-primary" disabled={isWorking()}>
            {words().save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

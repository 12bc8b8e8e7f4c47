import { limits } from "@parley/protocol/limits";
import type { User } from "@parley/sdk";
import { createResource, createSignal, type JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { showToast } from "../../ui/toast.tsx";
import { SaveForm } from "../settings/save-form.tsx";
import { PersonPicker } from "../user/person-picker.tsx";

/** Brings people into a group. */
export function AddMembersDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().members;
  const [picked, setPicked] = createSignal<readonly User[]>([]);
  const [members] = createResource(async () => {
    const { conversationId } = props;
    const page = await app.client.members.list({ conversationId, limit: limits.memberPageMax });
    return new Set(page.members.map(({ userId }) => userId));
  });
  const add = async () => {
    const userIds = picked().map(({ id }) => id);
    if (userIds.length === 0) return;
    const { addedIds } = await app.client.members.add({ conversationId: props.conversationId, userIds });
    showToast(words().added(addedIds.length));
    props.onClose();
  };
  return (
    <Dialog title={words().addTitle} class="dialog-search" onClose={() => props.onClose()}>
      <SaveForm
        save={add}
        action={words().addAction}
        done={null}
        explain={(error) => (error.code === "not_accepted" ? words().addNotAccepted : null)}
        end={<span class="dialog-count">{text().group.picked(picked().length)}</span>}
      >
        <PersonPicker
          picked={picked()}
          onChange={setPicked}
          without={members.error === undefined ? members.latest : undefined}
        />
      </SaveForm>
    </Dialog>
  );
}

import { limits } from "@parley/protocol/limits";
import type { User } from "@parley/sdk";
import { createResource, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { attempt } from "../user/person-actions.ts";
import { PersonRow } from "../user/person-row.tsx";
import { nameOf } from "../user/user-name.ts";

/** Hands a group over to another member. */
export function TransferDialog(props: { conversationId: number; onClose: () => void }): JSX.Element {
  const app = useApp();
  const words = () => groupsText();
  const [page] = createResource(() =>
    app.client.members.list({ conversationId: props.conversationId, limit: limits.memberPageMax }),
  );
  const people = () => {
    const users = page.error === undefined ? (page.latest?.users ?? []) : [];
    return users.filter(({ id, role }) => id !== app.session()?.user.id && role !== "guest");
  };
  const transfer = async (user: User) => {
    const { transferQuestion, transferExplain, transfer: action } = words().leave;
    const question = { title: transferQuestion(nameOf(app, user)), explanation: transferExplain, action };
    if (!(await confirm(question))) return;
    await attempt(app.client.groups.transfer({ conversationId: props.conversationId, userId: user.id }));
    props.onClose();
  };
  return (
    <Dialog title={words().members.transferTitle} onClose={() => props.onClose()}>
      <Show when={page.error}>{(error) => <p class="form-error">{errorText(error())}</p>}</Show>
      <ul class="person-list">
        <For each={people()}>
          {(user) => (
            <li>
              <button type="button" class="person-row" onClick={() => void transfer(user)}>
                <PersonRow user={user} />
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}

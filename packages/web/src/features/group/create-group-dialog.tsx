import "../../styles/features/group.css";
import { limits } from "@parley/protocol/limits";
import type { User } from "@parley/sdk";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { PersonRow } from "../user/person-row.tsx";
import { createPersonSearch } from "../user/person-search.ts";

/** Brings people together in a group: a name if one likes, and who. Offers those one already writes with. */
export function CreateGroupDialog(): JSX.Element {
  const app = useApp();
  const [name, setName] = createSignal("");
  const [query, setQuery] = createSignal("");
  const [picked, setPicked] = createSignal<readonly User[]>([]);
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<string | null>(null);
  const search = createPersonSearch(app, query);
  const known = createMemo(() => app.inbox().items.flatMap((item) => item.peer ?? []));
  const offered = createMemo(() => (query().trim() === "" ? known() : search.results()));
  const isPicked = (user: User) => picked().some((other) => other.id === user.id);
  const toggle = (user: User) => {
    setPicked(isPicked(user) ? picked().filter((other) => other.id !== user.id) : [...picked(), user]);
    setFailure(null);
  };
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
        <div class="chips" aria-live="polite">
          <For each={picked()}>
            {(user) => (
              <button
                type="button"
                class="chip"
                aria-label={text().group.remove(user.nickname)}
                onClick={() => toggle(user)}
              >
                {user.nickname}
                <Icon name="close" size={14} />
              </button>
            )}
          </For>
        </div>
        <SearchField label={text().group.pickPeople} value={query()} onInput={setQuery} maxLength={50} />
        <ul class="person-list person-list-tall">
          <For each={offered()}>
            {(user) => (
              <li>
                <button
                  type="button"
                  class="person-row"
                  aria-pressed={isPicked(user)}
                  onClick={() => toggle(user)}
                >
                  <PersonRow
                    user={user}
                    end={
                      <span class="pick-mark" classList={{ "pick-mark-on": isPicked(user) }}>
                        <Show when={isPicked(user)}>
                          <Icon name="check" size={14} />
                        </Show>
                      </span>
                    }
                  />
                </button>
              </li>
            )}
          </For>
        </ul>
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

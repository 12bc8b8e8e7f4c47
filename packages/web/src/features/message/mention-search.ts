/** Whom the name behind an `@` may mean: members of the open group, as the server finds them (UX-23). */
import type { User } from "@parley/sdk";
import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { folded } from "../../platform/folded.ts";
import { matchingContacts } from "../switcher/switcher-entries.ts";
import { mentionQuery } from "./mention-text.ts";

export interface MentionChoice {
  /** What is written behind the `@`. */
  readonly name: string;
  /** Null: everybody. */
  readonly user: User | null;
}

export interface MentionSearch {
  readonly choices: () => readonly MentionChoice[];
  /** Contacts of this name who are not in the group: an `@` does not reach them. */
  readonly absent: () => readonly User[];
  readonly active: () => number;
  /** To be told of every change of the text and of the caret. */
  look(text: string, caret: number): void;
  close(): void;
  /** Walks the list; true where the key was meant for it. */
  onKeyDown(event: KeyboardEvent, pick: (choice: MentionChoice) => void): boolean;
}

const shownMax = 6;
const pauseMs = 120;
/** Each costs a question to the server. */
const contactsLookedUpMax = 3;

/** Contacts who are called so here alone, such as by a remark: members, and those who are none. */
async function lookUpContacts(app: App, conversationId: number, contacts: readonly User[]) {
  const isMember = await Promise.all(
    contacts.map(async ({ id }) => {
      const page = await app.client.members.list({ conversationId, afterUserId: id - 1, limit: 1 });
      return page.users[0]?.id === id;
    }),
  );
  return {
    members: contacts.filter((_, index) => isMember[index]),
    others: contacts.filter((_, index) => !isMember[index]),
  };
}

export function createMentionSearch(app: App, conversationId: number): MentionSearch {
  const [query, setQuery] = createSignal<string | null>(null);
  const [found, setFound] = createSignal<readonly User[]>([]);
  const [absent, setAbsent] = createSignal<readonly User[]>([]);
  const [active, setActive] = createSignal(0);
  const isGroup = () => app.openItem()?.conversation.kind === "group";

  createEffect(
    on(query, (wanted) => {
      setActive(0);
      setAbsent([]);
      if (wanted === null) return void setFound([]);
      let isCurrent = true;
      const ask = async () => {
        try {
          const page = await app.client.members.list({
            conversationId,
            limit: shownMax + 1,
            ...(wanted === "" ? {} : { query: wanted }),
          });
          const selfId = app.session()?.user.id;
          const named = page.users.filter(({ id }) => id !== selfId).slice(0, shownMax);
          if (!isCurrent) return;
          setFound(named);
          if (app.isGuest() || named.length > contactsLookedUpMax) return;
          const contacts = matchingContacts(app, wanted).filter(({ id }) =>
            named.every((user) => user.id !== id),
          );
          const known = await lookUpContacts(app, conversationId, contacts.slice(0, contactsLookedUpMax));
          if (!isCurrent) return;
          setFound([...named, ...known.members]);
          setAbsent(known.others);
        } catch {
          // Without connection nobody is offered; a name can still be written.
        }
      };
      const timer = setTimeout(() => void ask(), pauseMs);
      onCleanup(() => {
        isCurrent = false;
        clearTimeout(timer);
      });
    }),
  );
  const choices = createMemo((): MentionChoice[] => {
    const wanted = query();
    if (wanted === null) return [];
    const name = talkText().mentionAll;
    const isAll = app.group.may("mentionAll") && folded(name).startsWith(folded(wanted));
    const people = found().map((user) => ({ name: user.nickname, user }));
    return isAll ? [...people, { name, user: null }] : people;
  });
  return {
    choices,
    absent,
    active,
    look: (text, caret) => setQuery(isGroup() ? (mentionQuery(text, caret)?.query ?? null) : null),
    close: () => setQuery(null),
    onKeyDown(event, pick) {
      const count = choices().length;
      if (count === 0 || event.isComposing) return false;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const choice = choices()[active()];
      if (by !== undefined) setActive((active() + by + count) % count);
      else if (event.key === "Escape") setQuery(null);
      else if ((event.key === "Enter" || event.key === "Tab") && choice !== undefined) pick(choice);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

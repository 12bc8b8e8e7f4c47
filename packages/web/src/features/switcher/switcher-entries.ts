/** What the quick switcher can lead to. */
import type { User } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { folded } from "../../platform/folded.ts";
import type { IconName } from "../../ui/icon.tsx";
import { contactRows } from "../contact/contact-rows.ts";
import { avatarId, conversationTitle, isComposed } from "../conversation/conversation-title.ts";
import { lookEverywhere } from "../search/looked-for.ts";
import { nameOf } from "../user/user-name.ts";

export interface SwitcherEntry {
  /** Unique among all entries, and valid in an element id. */
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly avatar: {
    readonly id: number;
    readonly image: string | null;
    readonly isComposed?: boolean;
  } | null;
  readonly icon?: IconName;
  readonly unread: number;
  run(): void | Promise<void>;
}

const conversationsShownMax = 8;

/** `foundIds`: those the server found by a name in another spelling. */
export function switcherConversations(
  app: App,
  query: string,
  foundIds: ReadonlySet<number>,
): SwitcherEntry[] {
  const wanted = folded(query.trim());
  return app
    .inbox()
    .items.filter((item) => {
      const names = [conversationTitle(item), item.peer?.username ?? ""];
      const isNamed = names.some((name) => folded(name).includes(wanted));
      return isNamed || foundIds.has(item.conversation.id);
    })
    .slice(0, conversationsShownMax)
    .map((item) => ({
      key: `c${item.conversation.id}`,
      label: conversationTitle(item),
      note:
        item.peer === null
          ? text().conversation.members(item.conversation.memberCount)
          : `@${item.peer.username}`,
      avatar: { id: avatarId(item), image: item.avatar, isComposed: isComposed(item) },
      unread: item.unread,
      run: () => app.openConversation(item.conversation.id),
    }));
}

/** People one does not write with yet; the others are among the conversations. Strangers are looked at first. */
export function switcherPeople(app: App, found: readonly User[]): SwitcherEntry[] {
  const known = new Set(app.inbox().items.map((item) => item.peer?.id));
  const isContact = ({ id }: User) => app.contacts().kept.get(id)?.isContact === true;
  return found
    .filter((user) => !known.has(user.id))
    .map((user) => ({
      key: `u${user.id}`,
      label: nameOf(app, user),
      note: `@${user.username}`,
      avatar: { id: user.id, image: user.avatar },
      unread: 0,
      run: () => (isContact(user) ? app.openDirect(user.id) : app.showPerson(user.id)),
    }));
}

/** Contacts whose name or spelling fits, for as long as the server has not answered, and without network. */
export function matchingContacts(app: App, query: string): User[] {
  if (query.trim() === "") return [];
  return contactRows(app.contacts(), query)
    .flatMap((row) => (row.kind === "person" && row.item.user !== null ? [row.item.user] : []))
    .slice(0, conversationsShownMax);
}

/** The search among messages, with what was typed; always offered. */
export function switcherSearch(app: App, query: string): SwitcherEntry[] {
  if (query.trim() === "") return [];
  const label = text().switcher.searchMessages(query.trim());
  const run = () => {
    lookEverywhere(query.trim());
    app.openPage("search");
  };
  return [{ key: "search", label, note: "", avatar: null, icon: "search", unread: 0, run }];
}

export function switcherActions(app: App, query: string): SwitcherEntry[] {
  const actions: { key: string; label: string; icon: IconName; run: () => void }[] = [
    {
      key: "a-direct",
      label: text().inbox.newDirect,
      icon: "person",
      run: () => app.setOverlay("find-person"),
    },
    { key: "a-group", label: text().inbox.newGroup, icon: "group", run: () => app.setOverlay("new-group") },
    {
      key: "a-settings",
      label: text().settings.title,
      icon: "settings",
      run: () => app.openPage("settings"),
    },
  ];
  const wanted = folded(query.trim());
  return actions
    .filter((action) => folded(action.label).includes(wanted))
    .map((action) => ({ ...action, note: "", avatar: null, unread: 0 }));
}

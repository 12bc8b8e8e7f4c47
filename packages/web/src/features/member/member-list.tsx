import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { text } from "../../i18n/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { PersonRow } from "../user/person-row.tsx";
import { nameOf } from "../user/user-name.ts";
import { KnownMembers } from "./known-members.tsx";
import { isMuted, memberMenu } from "./member-menu.ts";
import { createMembers, type MemberLine } from "./members.ts";
import { showPresenceOf } from "./watch-presence.ts";

/** A list that is seen at a glance needs no search. */
const searchFromMembers = 8;

/** Members of a group, owner first, in pages. */
export function MemberList(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const { conversationId } = props;
  const [query, setQuery] = createSignal("");
  const members = createMembers(app, conversationId, query);
  const ids = createMemo(() => members.lines().map(({ userId }) => userId));
  const byId = createMemo(() => new Map(members.lines().map((line) => [line.userId, line])));
  const isLarge = () => (app.openItem()?.conversation.memberCount ?? 0) >= searchFromMembers;
  showPresenceOf(ids);
  return (
    <section class="member-list" aria-busy={!members.isLoaded()}>
      <h3 class="details-heading">{text().conversation.membersTitle}</h3>
      <Show when={!members.isLoaded() && app.isConnectionLost()}>
        <KnownMembers conversationId={conversationId} />
      </Show>
      <Show when={isLarge() && members.isLoaded()}>
        <SearchField label={groupsText().members.search} value={query()} onInput={setQuery} maxLength={50} />
      </Show>
      <ul>
        <For each={ids()}>
          {(id) => (
            <Show when={byId().get(id)}>
              {(line) => <MemberRow line={line()} conversationId={conversationId} />}
            </Show>
          )}
        </For>
      </ul>
      <Show when={members.isLoaded() && ids().length === 0}>
        <p class="dialog-note">{groupsText().members.none}</p>
      </Show>
      <Show when={members.hasMore()}>
        <button type="button" class="link-button" onClick={members.loadMore}>
          {text().conversation.moreMembers}
        </button>
      </Show>
    </section>
  );
}

function MemberRow(props: { line: MemberLine; conversationId: number }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().members;
  const isSelf = () => props.line.userId === app.session()?.user.id;
  const isOnline = () => (isSelf() ? !app.isConnectionLost() : app.onlineUserIds().has(props.line.userId));
  const role = () => {
    if (props.line.role === "owner") return text().conversation.owner;
    if (props.line.role === "admin") return text().conversation.admin;
    return props.line.user.role === "guest" ? words().guest : null;
  };
  const menu = () => memberMenu(app, props.conversationId, props.line);
  return (
    <li class="member-row">
      <button
        type="button"
        class="person-row"
        title={text().conversation.showProfile}
        onClick={() => app.showPerson(props.line.userId)}
      >
        <PersonRow
          user={props.line.user}
          {...(props.line.nickname === undefined ? {} : { name: props.line.nickname })}
          {...(props.line.avatar === undefined ? {} : { image: props.line.avatar })}
          isOnline={isOnline()}
          tag={
            <>
              <Show when={role()}>{(name) => <span class="role-tag">{name()}</span>}</Show>
              <Show when={props.line.status === "locked"}>
                <span class="role-tag role-tag-muted">{words().shut}</span>
              </Show>
              <Show when={isMuted(props.line)}>
                <span class="role-tag role-tag-muted">{words().muted}</span>
              </Show>
            </>
          }
        />
      </button>
      <Show when={menu().length > 0}>
        <IconButton
          icon="more"
          label={words().actions(nameOf(app, props.line.user))}
          hasMenu
          onClick={({ currentTarget }) =>
            openMenuFrom(words().actions(nameOf(app, props.line.user)), menu(), currentTarget)
          }
        />
      </Show>
    </li>
  );
}

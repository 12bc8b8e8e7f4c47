/**
 * What a group says of itself, who is in it, and what one may do about it. Owns which dialog is open; what the group is
 * comes from the open group's model and the inbox.
 */
import "../../styles/features/person.css";
import "../../styles/features/group-details.css";
import type { InboxItem } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullDay } from "../../i18n/dates.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { text } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { avatarId, conversationTitle, isComposed } from "../conversation/conversation-title.ts";
import { MemberList } from "../member/member-list.tsx";
import { LinkedText } from "../message/message-text.tsx";
import { Tile } from "../user/person-tiles.tsx";
import { GroupDialogs } from "./group-dialogs.tsx";
import { type GroupDialogName, groupMenu } from "./group-menu.ts";

export function GroupDetails(props: { item: InboxItem; onGallery: () => void }): JSX.Element {
  const app = useApp();
  const [opened, setOpened] = createSignal<GroupDialogName | null>(null);
  const words = () => groupsText();
  const title = () => conversationTitle(props.item);
  const conversation = () => props.item.conversation;
  const isGroup = () => conversation().kind === "group";
  const mayInvite = () => isGroup() && !app.isGuest() && app.group.may("invite");
  const asksForRequests = () =>
    isGroup() && !app.group.isClosed() && app.group.isAdmin() && app.group.requestCount() > 0;
  const status = () => {
    const { status: closed } = conversation();
    return closed === undefined ? null : words()[closed];
  };
  return (
    <>
      <div class="details-identity">
        <Avatar
          id={avatarId(props.item)}
          name={title()}
          image={props.item.avatar}
          isComposed={isComposed(props.item)}
          size="huge"
        />
        <h3 class="details-name">{title()}</h3>
        <p class="details-status">
          {conversation().kind === "notes"
            ? text().inbox.notesHint
            : text().conversation.members(conversation().memberCount)}
          <Show when={status()}>{(closed) => <span class="role-tag status-tag">{closed()}</span>}</Show>
        </p>
      </div>
      <div class="tiles">
        <Show when={mayInvite()}>
          <Tile icon="add-person" label={words().add} onClick={() => setOpened("add")} />
          <Tile icon="link" label={words().invite} onClick={() => setOpened("invites")} />
        </Show>
        <Tile icon="picture" label={words().gallery} onClick={() => props.onGallery()} />
        <Show when={isGroup()}>
          <Tile
            icon="more"
            label={words().more}
            hasMenu
            onClick={({ currentTarget }) =>
              openMenuFrom(words().more, groupMenu(app, props.item, setOpened), currentTarget)
            }
          />
        </Show>
      </div>
      <Show when={asksForRequests()}>
        <button
          type="button"
          class="button button-wide waiting-requests"
          onClick={() => setOpened("requests")}
        >
          {words().requests.waiting(app.group.requestCount())}
        </button>
      </Show>
      <GroupTexts />
      <dl class="details-facts">
        <Show when={app.group.group()?.number}>
          {(number) => (
            <div>
              <dt>{words().number}</dt>
              <dd>{number()}</dd>
            </div>
          )}
        </Show>
        <div>
          <dt>{text().conversation.createdAt}</dt>
          <dd>{fullDay(conversation().createdAt)}</dd>
        </div>
      </dl>
      <Show when={isGroup() && conversation().id} keyed>
        {(conversationId) => <MemberList conversationId={conversationId} />}
      </Show>
      <GroupDialogs item={props.item} name={opened()} onClose={() => setOpened(null)} />
    </>
  );
}

function GroupTexts(): JSX.Element {
  const app = useApp();
  const group = () => app.group.group();
  return (
    <>
      <Show when={group()?.announcement}>
        {(announcement) => (
          <section class="group-announcement">
            <h4 class="group-text-heading">{groupsText().announcement}</h4>
            <p dir="auto">
              <LinkedText text={announcement()} />
            </p>
          </section>
        )}
      </Show>
      <Show when={group()?.description}>
        {(description) => (
          <p class="person-bio" dir="auto">
            <LinkedText text={description()} />
          </p>
        )}
      </Show>
    </>
  );
}

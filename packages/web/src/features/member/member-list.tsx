import type { ResultOf, User } from "@parley/sdk";
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { PersonRow } from "../user/person-row.tsx";
import { showPresenceOf } from "./watch-presence.ts";

type Member = ResultOf<"member.list">["members"][number];
type MemberLine = Member & { readonly user: User };

const roleRank = { owner: 0, admin: 1, member: 2 } as const;

function membersOf(page: ResultOf<"member.list">): MemberLine[] {
  const users = new Map(page.users.map((user) => [user.id, user]));
  return page.members.flatMap((member) => {
    const user = users.get(member.userId);
    return user === undefined ? [] : [{ ...member, user }];
  });
}

/** Members of a group, owner first, in pages. */
export function MemberList(props: { conversationId: number }): JSX.Element {
  const app = useApp();
  const [lines, setLines] = createSignal<readonly MemberLine[]>([]);
  const [hasMore, setHasMore] = createSignal(false);
  const load = async (afterUserId: number) => {
    try {
      const page = await app.client.members.list({
        conversationId: props.conversationId,
        afterUserId,
        limit: 100,
      });
      setLines((before) =>
        [...before, ...membersOf(page)].sort((a, b) => roleRank[a.role] - roleRank[b.role]),
      );
      setHasMore(page.hasMore);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  const [firstPage] = createResource(() => load(0));
  const lastId = () => Math.max(0, ...lines().map((line) => line.userId));
  showPresenceOf(() => lines().map((line) => line.userId));
  const isSelf = (userId: number) => userId === app.session()?.user.id;
  const isOnline = (userId: number) =>
    isSelf(userId) ? !app.isConnectionLost() : app.onlineUserIds().has(userId);
  return (
    <section class="member-list" aria-busy={firstPage.loading}>
      <Show when={lines().length > 0}>
        <h3 class="details-heading">{text().conversation.membersTitle}</h3>
      </Show>
      <ul>
        <For each={lines()}>
          {(line) => (
            <li>
              <button
                type="button"
                class="person-row"
                title={text().conversation.showProfile}
                onClick={() => app.showPerson(line.userId)}
              >
                <PersonRow
                  user={line.user}
                  isOnline={isOnline(line.userId)}
                  tag={
                    <Show when={line.role !== "member"}>
                      <span class="role-tag">
                        {line.role === "owner" ? text().conversation.owner : text().conversation.admin}
                      </span>
                    </Show>
                  }
                />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={hasMore()}>
        <button type="button" class="link-button" onClick={() => void load(lastId())}>
          {text().conversation.moreMembers}
        </button>
      </Show>
    </section>
  );
}

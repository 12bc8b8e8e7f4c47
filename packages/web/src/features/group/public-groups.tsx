import "../../styles/features/public-groups.css";
import { limits } from "@parley/protocol/limits";
import { ParleyError } from "@parley/sdk";
import { createSignal, For, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { text } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { openLobby } from "../conversation/open-lobby.ts";
import { categoryOptions } from "./group-category.ts";
import { createGroupSearch, type GroupCard } from "./group-search.ts";

/** The directory: groups everybody finds, and any group that lets people in by themselves, by its number. */
export function PublicGroups(): JSX.Element {
  const app = useApp();
  const words = () => groupsText().directory;
  const [query, setQuery] = createSignal("");
  const [category, setCategory] = createSignal("");
  const search = createGroupSearch(app, query, () => (category() === "" ? null : Number(category())));
  return (
    <>
      <p class="contacts-note">{words().hint}</p>
      <div class="directory-filters">
        <SearchField
          label={words().search}
          value={query()}
          onInput={setQuery}
          maxLength={limits.groupNameCharsMax}
        />
        <SelectField
          label={words().category}
          isLabelHidden
          value={category()}
          options={[{ value: "", label: words().allCategories }, ...categoryOptions()]}
          onChange={setCategory}
        />
      </div>
      <Show when={search.error()}>{(error) => <p class="form-error">{errorText(error())}</p>}</Show>
      <ul class="request-list" aria-busy={!search.isLoaded()}>
        <For each={search.groups()}>{(group) => <GroupRow group={group} />}</For>
      </ul>
      <Show when={!search.isLoaded()}>
        <Awaited />
      </Show>
      <Show when={search.isLoaded() && search.error() === null && search.groups().length === 0}>
        <p class="contacts-none">{words().none}</p>
      </Show>
      <div class="directory-end">
        <Show when={search.hasMore()}>
          <button type="button" class="link-button" onClick={() => void search.loadMore()}>
            {text().conversation.moreMembers}
          </button>
        </Show>
        <button type="button" class="button" onClick={() => openLobby(app)}>
          {words().openLobby}
        </button>
      </div>
    </>
  );
}

function GroupRow(props: { group: GroupCard }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().directory;
  const [state, setState] = createSignal<"idle" | "working" | "requested">(
    props.group.isRequested === true ? "requested" : "idle",
  );
  const name = () => props.group.name ?? text().inbox.newGroup;
  const isMember = () =>
    app
      .inbox()
      .items.some(
        ({ conversation, status }) => conversation.id === props.group.conversationId && status === "active",
      );
  const facts = () => {
    const { number, memberCount } = props.group;
    return [words().members(memberCount), ...(number === null ? [] : [`#${number}`])].join(" · ");
  };
  onCleanup(
    app.client.on("group.requestChanged", ({ groupId, userId, request }) => {
      if (groupId !== props.group.conversationId || userId !== app.self()?.id) return;
      setState(request === null ? "idle" : "requested");
    }),
  );
  const join = async () => {
    setState("working");
    try {
      const answer = await app.client.groups.join({ conversationId: props.group.conversationId });
      if (answer.status === "joined") app.openConversation(answer.conversation.id);
      setState(answer.status === "requested" ? "requested" : "idle");
    } catch (error) {
      setState("idle");
      const isFull = error instanceof ParleyError && error.code === "limit_reached";
      showToast(isFull ? groupsText().join.full : errorText(error));
    }
  };
  return (
    <li class="request-row directory-row">
      <Avatar id={props.group.conversationId} name={name()} image={props.group.avatar} size="small" />
      <span class="person-text directory-text">
        <span class="person-name">{name()}</span>
        <span class="person-note">{facts()}</span>
        <Show when={props.group.description}>
          {(description) => (
            <span class="directory-description" dir="auto">
              {description()}
            </span>
          )}
        </Show>
      </span>
      <Switch
        fallback={
          <button
            type="button"
            class="button button-primary"
            disabled={state() === "working"}
            onClick={() => void join()}
          >
            {props.group.join === "approval" ? words().ask : groupsText().join.action}
          </button>
        }
      >
        <Match when={isMember()}>
          <button
            type="button"
            class="button"
            onClick={() => app.openConversation(props.group.conversationId)}
          >
            {words().open}
          </button>
        </Match>
        <Match when={state() === "requested"}>
          <span class="person-note">{words().asked}</span>
        </Match>
        <Match when={props.group.join === "closed"}>
          <span class="person-note">{words().closed}</span>
        </Match>
      </Switch>
    </li>
  );
}

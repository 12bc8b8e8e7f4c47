import type { ParamsOf, ResultOf } from "@parley/sdk";
import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { errorText } from "../../ui/error-text.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenOnline } from "../connection/when-online.ts";
import { CreateUserDialog } from "./create-user-dialog.tsx";
import { UserDialog } from "./user-dialog.tsx";

export type AdminUser = ResultOf<"admin.listUsers">["users"][number];
type Role = AdminUser["role"];

const pauseMs = 250;

/** Every account, searched and filtered by the server, page by page. */
export function UsersPart(): JSX.Element {
  const app = useApp();
  const words = adminText;
  const [query, setQuery] = createSignal("");
  const [role, setRole] = createSignal<Role | "all">("all");
  const [users, setUsers] = createSignal<readonly AdminUser[]>([]);
  const [next, setNext] = createSignal<number | null>(null);
  const [isLoaded, setLoaded] = createSignal(false);
  const [opened, setOpened] = createSignal<number | "new" | null>(null);
  let turn = 0;

  const load = async (cursor: number | null) => {
    turn += 1;
    const own = turn;
    const args: ParamsOf<"admin.listUsers"> = { limit: 50 };
    if (query().trim() !== "") args.query = query().trim();
    const wanted = role();
    if (wanted !== "all") args.role = wanted;
    if (cursor !== null) args.cursor = cursor;
    try {
      const page = await app.client.admin.listUsers(args);
      // An answer that comes late for an older question is dropped.
      if (own !== turn) return;
      setUsers((before) => (cursor === null ? page.users : [...before, ...page.users]));
      setNext(page.nextCursor);
      setLoaded(true);
    } catch (error) {
      if (own === turn) showToast(errorText(error));
    }
  };
  createEffect(
    on([query, role], () => {
      const timer = setTimeout(() => void load(null), isLoaded() ? pauseMs : 0);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  whenOnline(app, () => void load(null));
  const replace = (changed: AdminUser) =>
    setUsers((before) => before.map((user) => (user.id === changed.id ? changed : user)));

  return (
    <>
      <div class="admin-filters">
        <SearchField label={words().search} value={query()} onInput={setQuery} maxLength={50} />
        <SelectField<Role | "all">
          label={words().role}
          isLabelHidden
          value={role()}
          options={[
            { value: "all", label: words().allRoles },
            ...(["user", "guest", "bot", "admin"] as const).map((value) => ({
              value,
              label: words().roles[value],
            })),
          ]}
          onChange={setRole}
        />
        <button type="button" class="button button-primary" onClick={() => setOpened("new")}>
          {words().create}
        </button>
      </div>
      <ul class="admin-list">
        <For each={users()}>
          {(user) => (
            <li>
              <button type="button" class="person-row" onClick={() => setOpened(user.id)}>
                <UserLine user={user} />
              </button>
            </li>
          )}
        </For>
        <Show when={isLoaded() && users().length === 0}>
          <li class="dialog-note">{words().noneFound}</li>
        </Show>
      </ul>
      <Show when={!isLoaded()}>
        <Awaited />
      </Show>
      <Show when={next()}>
        {(cursor) => (
          <button type="button" class="button" onClick={() => void load(cursor())}>
            {words().more}
          </button>
        )}
      </Show>
      <Show when={opened() === "new"}>
        <CreateUserDialog
          onClose={() => setOpened(null)}
          onCreated={(user) => {
            setOpened(user.id);
            void load(null);
          }}
        />
      </Show>
      <Show when={typeof opened() === "number" && Number(opened())} keyed>
        {(userId) => (
          <UserDialog
            userId={userId}
            onClose={() => setOpened(null)}
            onChanged={replace}
            onDeleted={() => {
              setOpened(null);
              void load(null);
            }}
          />
        )}
      </Show>
    </>
  );
}

function UserLine(props: { user: AdminUser }): JSX.Element {
  const app = useApp();
  const words = adminText;
  const tags = () => {
    const { user } = props;
    return [
      user.id === app.self()?.id ? words().you : null,
      user.role === "user" ? null : words().roles[user.role],
      user.deletedAt !== null ? words().deleted : user.isEnabled ? null : words().disabled,
    ].filter((tag) => tag !== null);
  };
  return (
    <>
      <Avatar id={props.user.id} name={props.user.nickname} image={props.user.avatar} size="small" />
      <span class="person-text">
        <span class="person-name">{props.user.nickname}</span>
        <span class="person-line">
          <span class="person-note">
            @{props.user.username} · {props.user.id}
          </span>
        </span>
      </span>
      <For each={tags()}>{(tag) => <span class="role-tag">{tag}</span>}</For>
    </>
  );
}

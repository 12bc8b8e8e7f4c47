import type { ContactRequest } from "@parley/sdk";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxTime } from "../../i18n/dates.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { createMinuteClock } from "../../platform/clock.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { openMenuFrom } from "../../ui/menu.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { userName } from "../user/user-name.ts";
import { createAnswering } from "./answer-request.tsx";

type Direction = "incoming" | "outgoing";

/** Requests to the user and from the user, the newest first. */
export function RequestList(): JSX.Element {
  const app = useApp();
  const [direction, setDirection] = createSignal<Direction>("incoming");
  const clock = createMinuteClock();
  const words = () => peopleText().requests;
  const ids = createMemo(() => app.requests()[direction()].map(({ id }) => id));
  const byId = createMemo(() => new Map(app.requests()[direction()].map((request) => [request.id, request])));
  return (
    <>
      <Segmented
        label={words().title}
        isLabelHidden
        value={direction()}
        options={[
          { value: "incoming", label: words().incoming },
          { value: "outgoing", label: words().outgoing },
        ]}
        onChange={setDirection}
      />
      <ul class="request-list">
        <For each={ids()}>
          {(id) => (
            <Show when={byId().get(id)}>
              {(request) => <RequestRow request={request()} direction={direction()} now={clock()} />}
            </Show>
          )}
        </For>
      </ul>
      <Show when={ids().length === 0 && app.requests().isLoaded}>
        <p class="contacts-none">
          {direction() === "incoming" ? words().noneIncoming : words().noneOutgoing}
        </p>
      </Show>
    </>
  );
}

function RequestRow(props: { request: ContactRequest; direction: Direction; now: number }): JSX.Element {
  const app = useApp();
  const { isWorking, answer } = createAnswering();
  const words = () => peopleText().requests;
  const otherId = () => (props.direction === "incoming" ? props.request.fromId : props.request.toId);
  const name = () => userName(app, otherId());
  const status = () => props.request.status;
  const isOpen = () => props.direction === "incoming" && ["pending", "ignored"].includes(status());
  const openMore = (event: MouseEvent & { currentTarget: HTMLElement }) =>
    openMenuFrom(
      words().title,
      [
        {
          label: words().refuse,
          icon: "close",
          run: () => void answer(props.request, name(), "refuse"),
        },
        {
          label: words().ignore,
          icon: "eye-off",
          run: () => void answer(props.request, name(), "ignore"),
        },
      ],
      event.currentTarget,
    );
  return (
    <li class="request-row">
      <button type="button" class="request-person" onClick={() => app.showPerson(otherId())}>
        <Avatar
          id={otherId()}
          name={name()}
          image={app.users().get(otherId())?.avatar ?? null}
          size="small"
        />
        <span class="person-text">
          <span class="person-name">{name()}</span>
          <span class="request-note">{props.request.message ?? words().noMessage}</span>
          <time class="request-time">{inboxTime(props.request.createdAt, props.now)}</time>
        </span>
      </button>
      <Show when={isOpen()} fallback={<span class="request-status">{words().status[status()]}</span>}>
        <Show when={status() === "ignored"}>
          <span class="request-status">{words().status.ignored}</span>
        </Show>
        <button
          type="button"
          class="button button-primary"
          disabled={isWorking()}
          onClick={() => void answer(props.request, name(), "accept")}
        >
          {words().accept}
        </button>
        <IconButton
          icon="more"
          label={peopleText().person.more}
          hasMenu
          isDisabled={isWorking()}
          onClick={openMore}
        />
      </Show>
    </li>
  );
}

import type { TimelineMessage } from "@parley/sdk";
import { createResource, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { now } from "../../platform/clock.ts";
import { confirm } from "../../ui/confirm.ts";
import { Icon } from "../../ui/icon.tsx";
import { attempt } from "../user/person-actions.ts";

type PollContent = Extract<NonNullable<TimelineMessage["content"]>, { type: "poll" }>;

/** A question with its options: a click votes, another takes the vote back; how it stands is shown to everybody. */
export function PollContentView(props: { content: PollContent; message: TimelineMessage }): JSX.Element {
  const app = useApp();
  const words = () => inboxText().poll;
  const place = () => ({ conversationId: props.message.conversationId, id: props.message.id });
  // What oneself chose is no part of the message; it may have changed when the votes have.
  const [own, { mutate }] = createResource(
    () => (props.message.state === "sent" ? (props.message.poll?.voterCount ?? 0) + 1 : null),
    () => app.client.polls.get(place()).catch(() => null),
    // With a first value the conversation around it does not wait, and nobody's click goes to what is being replaced.
    { initialValue: null },
  );
  const choice = () => own.latest?.choice ?? [];
  const result = () => props.message.poll;
  const isClosed = () =>
    result()?.closedAt !== undefined ||
    (props.content.closesAt !== undefined && props.content.closesAt <= now());
  const votesOf = (option: number) => result()?.votes[option] ?? 0;
  const shareOf = (option: number) => votesOf(option) / Math.max(1, result()?.voterCount ?? 0);
  const vote = async (option: number) => {
    const before = choice();
    const others = props.content.isMultiple ? before.filter((one) => one !== option) : [];
    const next = before.includes(option) ? others : [...others, option].sort((a, b) => a - b);
    await attempt(
      app.client.polls.vote({ ...place(), choice: next }).then(({ poll }) => mutate({ poll, choice: next })),
    );
  };
  const close = async () => {
    const { closeQuestion, closeExplain, close: action } = words();
    if (await confirm({ title: closeQuestion, explanation: closeExplain, action }))
      await attempt(app.client.polls.close(place()));
  };
  const kind = () => {
    if (isClosed()) return words().closed;
    return props.content.isAnonymous ? words().anonymous : words().open;
  };
  return (
    <div class="poll">
      <p class="poll-question" dir="auto">
        {props.content.question}
      </p>
      <p class="file-note">
        {kind()} · {words().votes(result()?.voterCount ?? 0)}
      </p>
      <ul>
        <For each={props.content.options}>
          {(option, index) => (
            <li>
              <button
                type="button"
                class="poll-option"
                aria-pressed={choice().includes(index())}
                disabled={isClosed() || props.message.state !== "sent"}
                onClick={() => void vote(index())}
              >
                <span class="poll-bar" style={{ width: `${Math.round(shareOf(index()) * 100)}%` }} />
                <span class="poll-words" dir="auto">
                  <Show when={choice().includes(index())}>
                    <Icon name="check" size={14} />
                  </Show>
                  {option}
                </span>
                <span class="poll-count">{votesOf(index())}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={!isClosed() && (props.message.isMine || app.group.isAdmin())}>
        <button type="button" class="link-button" onClick={() => void close()}>
          {words().close}
        </button>
      </Show>
    </div>
  );
}

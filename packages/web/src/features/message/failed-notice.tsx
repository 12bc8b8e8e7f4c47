import type { TimelineMessage } from "@parley/sdk";
import { type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { userName } from "../user/user-name.ts";

/** Under a message that was refused: why, what can be done about it, and the two ways out. */
export function FailedNotice(props: { message: TimelineMessage }): JSX.Element {
  const app = useApp();
  const peerId = () => app.openItem()?.peer?.id ?? null;
  const rule = () =>
    props.message.errorCode === "not_accepted" ? props.message.errorDetails?.rule : undefined;
  const reason = () => {
    const { errorCode } = props.message;
    if (errorCode === undefined) return text().message.failed;
    if (errorCode !== "not_accepted") return `${text().message.failed}: ${text().errors[errorCode]}`;
    const { refused } = text().message;
    const name = userName(app, peerId() ?? 0);
    switch (rule()) {
      case "one":
        return refused.one(name);
      case "none":
        return refused.none(name);
      case "follow":
        return refused.follow(name);
      default:
        return refused.plain;
    }
  };
  const follow = async (userId: number) => {
    try {
      await app.client.users.follow({ userId });
      app.client.outbox.retry(props.message.id);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  return (
    <Show when={props.message.state === "failed"}>
      <p class="failed-notice" role="alert">
        <span>{reason()}</span>
        <Show when={rule() === undefined ? null : peerId()}>
          {(userId) => (
            <Switch>
              <Match when={rule() === "follow"}>
                <button type="button" class="link-button" onClick={() => void follow(userId())}>
                  {text().contacts.follow}
                </button>
              </Match>
              <Match when={app.contacts().kept.get(userId())?.isContact !== true}>
                <button type="button" class="link-button" onClick={() => app.showPerson(userId())}>
                  {text().contacts.add}
                </button>
              </Match>
            </Switch>
          )}
        </Show>
        <button type="button" class="link-button" onClick={() => app.client.outbox.retry(props.message.id)}>
          {text().message.retry}
        </button>
        <button type="button" class="link-button" onClick={() => app.client.outbox.discard(props.message.id)}>
          {text().message.discard}
        </button>
      </p>
    </Show>
  );
}

import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { askForNotifications, notificationPermit } from "../../platform/notifications.ts";
import { readSetting, writeSetting } from "../../platform/settings.ts";

/** Offers to tell of new messages, once there are some; the browser asks only after a press (UX-50). */
export function NotificationHint(): JSX.Element {
  const app = useApp();
  const [isDismissed, setDismissed] = createSignal(readSetting("notificationHint") === "no");
  const isShown = () =>
    !isDismissed() &&
    notificationPermit() === "default" &&
    app.settings()?.notification?.isEnabled === true &&
    app.inbox().items.some(({ lastMessage }) => lastMessage !== null && !lastMessage.isMine);
  const dismiss = () => {
    setDismissed(true);
    writeSetting("notificationHint", "no");
  };
  return (
    <Show when={isShown()}>
      <div class="guest-hint" role="status">
        <p>{settingsText().notification.hint}</p>
        <span class="hint-buttons">
          <button type="button" class="link-button" onClick={() => void askForNotifications()}>
            {settingsText().notification.allow}
          </button>
          <button type="button" class="link-button" onClick={dismiss}>
            {settingsText().notification.notNow}
          </button>
        </span>
      </div>
    </Show>
  );
}

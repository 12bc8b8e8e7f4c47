import type { Settings } from "@parley/sdk";
import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { askForNotifications, notificationPermit } from "../../platform/notifications.ts";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { attempt } from "../user/person-actions.ts";

type Notification = NonNullable<Settings["notification"]>;

/** What devices show and sound, and when they are quiet: the same on all of them. */
export function NotificationSettings(): JSX.Element {
  const app = useApp();
  return (
    <Show when={app.settings()?.notification}>
      {(notification) => <Rules notification={notification()} />}
    </Show>
  );
}

function Rules(props: { notification: Notification }): JSX.Element {
  const app = useApp();
  const words = () => settingsText().notification;
  const change = (changed: Partial<Notification>) =>
    void attempt(
      app.client.settings.set({ section: "notification", value: { ...props.notification, ...changed } }),
    );
  const isQuiet = () => props.notification.quietFrom !== null;
  return (
    <>
      <SwitchRow
        label={words().isEnabled}
        isOn={props.notification.isEnabled}
        onChange={(isEnabled) => change({ isEnabled })}
      />
      <Show when={props.notification.isEnabled}>
        <ThisBrowser />
      </Show>
      <SwitchRow
        label={words().showsText}
        hint={words().showsTextHint}
        isOn={props.notification.showsText}
        onChange={(showsText) => change({ showsText })}
      />
      <SwitchRow
        label={words().hasSound}
        isOn={props.notification.hasSound}
        onChange={(hasSound) => change({ hasSound })}
      />
      <SwitchRow
        label={words().quiet}
        hint={words().quietHint}
        isOn={isQuiet()}
        onChange={(isOn) =>
          change(isOn ? { quietFrom: "22:00", quietUntil: "07:00" } : { quietFrom: null, quietUntil: null })
        }
      />
      <Show when={isQuiet()}>
        <div class="quiet-hours">
          <TimeField
            label={words().from}
            value={props.notification.quietFrom}
            onChange={(quietFrom) => change({ quietFrom })}
          />
          <TimeField
            label={words().until}
            value={props.notification.quietUntil}
            onChange={(quietUntil) => change({ quietUntil })}
          />
        </div>
      </Show>
    </>
  );
}

/** Whether they can be shown here, and the way to it. */
function ThisBrowser(): JSX.Element {
  const words = () => settingsText().notification;
  const notes = () => ({
    granted: words().isAllowed,
    denied: words().isDenied,
    unsupported: words().isUnsupported,
    default: words().hint,
  });
  return (
    <div class="notification-permit">
      <p class="field-note">{notes()[notificationPermit()]}</p>
      <Show when={notificationPermit() === "default"}>
        <button type="button" class="button" onClick={() => void askForNotifications()}>
          {words().allow}
        </button>
      </Show>
    </div>
  );
}

interface TimeFieldProps {
  label: string;
  value: string | null;
  onChange: (value: string) => void;
}

function TimeField(props: TimeFieldProps): JSX.Element {
  return (
    <label class="field">
      <span class="field-label">{props.label}</span>
      <span class="field-box">
        <input
          type="time"
          class="field-input"
          value={props.value ?? ""}
          onChange={(event) => {
            if (event.currentTarget.value !== "") props.onChange(event.currentTarget.value);
          }}
        />
      </span>
    </label>
  );
}

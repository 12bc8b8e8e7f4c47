import type { ResultOf } from "@parley/sdk";
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullDay, inboxTime } from "../../i18n/dates.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { createMinuteClock } from "../../platform/clock.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenAccessChanges } from "../connection/when-access-changes.ts";
import { whenOnline } from "../connection/when-online.ts";

type SignedInDevice = ResultOf<"device.list">["devices"][number];

/** Where the account is signed in, and the way to end it there. */
export function DevicesPage(): JSX.Element {
  const app = useApp();
  const words = () => settingsText().devices;
  const [list, { refetch }] = createResource(() => app.client.devices.list());
  whenOnline(app, () => void refetch());
  whenAccessChanges(app, () => void refetch());
  const devices = () => (list.error === undefined ? (list.latest?.devices ?? []) : []);
  const others = () => devices().filter(({ isCurrent }) => !isCurrent);
  const [isWorking, setWorking] = createSignal(false);
  const attempt = async (work: Promise<unknown>) => {
    setWorking(true);
    try {
      await work;
    } catch (error) {
      showToast(errorText(error));
    }
    await refetch();
    setWorking(false);
  };
  // A second press, before the list is there anew, would be about a device that is signed out.
  const signOut = (sessionId: string) => {
    if (!isWorking()) void attempt(app.client.devices.signOut({ sessionId }));
  };
  const signOutOthers = async () => {
    const {
      signOutOthersQuestion: title,
      signOutOthersExplain: explanation,
      signOutOthers: action,
    } = words();
    if (await confirm({ title, explanation, action })) await attempt(app.client.devices.signOutOthers());
  };
  return (
    <>
      <Show when={list.error}>
        <p class="form-error" role="alert">
          {errorText(list.error)}
        </p>
      </Show>
      <Show when={list.error === undefined} fallback={<Awaited />}>
        <section>
          <h2 class="settings-heading">{words().current}</h2>
          <div class="settings-card">
            <For each={devices().filter(({ isCurrent }) => isCurrent)}>
              {(device) => <DeviceRow device={device} />}
            </For>
          </div>
        </section>
        <section>
          <h2 class="settings-heading">{words().others}</h2>
          <div class="settings-card">
            <For each={others()} fallback={<p class="settings-note">{words().none}</p>}>
              {(device) => <DeviceRow device={device} onSignOut={() => signOut(device.sessionId)} />}
            </For>
          </div>
        </section>
        <Show when={others().length > 0}>
          <button type="button" class="button" onClick={() => void signOutOthers()}>
            {words().signOutOthers}
          </button>
        </Show>
      </Show>
    </>
  );
}

function DeviceRow(props: { device: SignedInDevice; onSignOut?: () => void }): JSX.Element {
  const clock = createMinuteClock();
  const words = () => settingsText().devices;
  const platform = () => {
    const { platform: name } = props.device;
    const { platforms } = words();
    return name !== null && Object.hasOwn(platforms, name)
      ? platforms[name as keyof typeof platforms]
      : words().unknown;
  };
  const isPhone = () => props.device.platform === "ios" || props.device.platform === "android";
  const name = () => props.device.name ?? platform();
  return (
    <div class="device-row">
      <Icon name={isPhone() ? "phone" : "device"} size={24} />
      <span class="person-text">
        <span class="person-name">{name()}</span>
        <span class="settings-note">
          {[
            props.device.name === null ? null : platform(),
            props.device.address,
            words().active(inboxTime(props.device.lastActiveAt, clock())),
          ]
            .filter((fact) => fact !== null && fact !== "")
            .join(" · ")}
        </span>
        <span class="settings-note">{words().signedIn(fullDay(props.device.signedInAt))}</span>
      </span>
      <Show when={props.onSignOut}>
        {(signOut) => (
          <button
            type="button"
            class="button"
            aria-label={`${words().signOut}: ${name()}`}
            onClick={() => signOut()()}
          >
            {words().signOut}
          </button>
        )}
      </Show>
    </div>
  );
}

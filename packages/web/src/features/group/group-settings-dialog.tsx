import "../../styles/features/settings-pages.css";
import type { InboxItem } from "@parley/sdk";
import { For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { lengthOfTime } from "../../i18n/dates.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { attempt } from "../user/person-actions.ts";
import type { Group, GroupRight } from "./group-model.ts";

type Settings = Group["settings"];

const rights = ["invite", "edit", "mentionAll", "pin"] as const satisfies readonly GroupRight[];
const slowModesMs = [0, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000];

/** The rules of a group: each holds as soon as it is chosen. */
export function GroupSettingsDialog(props: { item: InboxItem; onClose: () => void }): JSX.Element {
  const app = useApp();
  return (
    <Dialog title={groupsText().settings.title} onClose={() => props.onClose()}>
      <Show when={app.group.group()?.settings}>
        {(settings) => <Rules item={props.item} settings={settings()} />}
      </Show>
    </Dialog>
  );
}

function Rules(props: { item: InboxItem; settings: Settings }): JSX.Element {
  const app = useApp();
  const words = () => groupsText().settings;
  const conversationId = () => props.item.conversation.id;
  const change = (settings: Partial<Omit<Settings, "isMutedAll">>) =>
    void attempt(app.client.groups.update({ conversationId: conversationId(), settings }));
  const slowModes = () => [...new Set([...slowModesMs, props.settings.slowModeMs])].sort((a, b) => a - b);
  return (
    <div class="settings-form">
      <SelectField<Settings["join"]>
        label={words().join}
        value={props.settings.join}
        options={(["closed", "approval", "open"] as const).map((value) => ({
          value,
          label: words().joins[value],
        }))}
        onChange={(join) => change({ join })}
      />
      <For each={["isPublic", "guestsMayJoin", "guestsMayWrite", "showsHistory"] as const}>
        {(name) => (
          <SwitchRow
            label={words()[name]}
            isOn={props.settings[name]}
            onChange={(isOn) => change({ [name]: isOn })}
          />
        )}
      </For>
      <SwitchRow
        label={words().hidesMembers}
        hint={words().hidesMembersHint}
        isOn={props.settings.hidesMembers}
        onChange={(hidesMembers) => change({ hidesMembers })}
      />
      <h3 class="settings-subheading">{words().who}</h3>
      <For each={rights}>
        {(right) => (
          <Segmented
            label={words()[right]}
            value={props.settings[right]}
            options={[
              { value: "everyone", label: words().everyone },
              { value: "admins", label: words().admins },
            ]}
            onChange={(who) => change({ [right]: who })}
          />
        )}
      </For>
      <SelectField
        label={words().slowMode}
        value={String(props.settings.slowModeMs)}
        options={slowModes().map((ms) => ({
          value: String(ms),
          label: ms === 0 ? words().off : lengthOfTime(ms),
        }))}
        onChange={(ms) => change({ slowModeMs: Number(ms) })}
      />
      <SwitchRow
        label={words().isBroadcast}
        isOn={props.settings.isBroadcast}
        onChange={(isBroadcast) => change({ isBroadcast })}
      />
      <SwitchRow
        label={words().isMutedAll}
        hint={words().isMutedAllHint}
        isOn={props.settings.isMutedAll}
        onChange={(isMuted) =>
          void attempt(app.client.groups.muteAll({ conversationId: conversationId(), isMuted }))
        }
      />
      <SwitchRow
        label={words().isLocked}
        hint={words().isLockedHint}
        isOn={props.item.conversation.status === "locked"}
        onChange={(isLocked) =>
          void attempt(app.client.groups.lock({ conversationId: conversationId(), isLocked }))
        }
      />
    </div>
  );
}

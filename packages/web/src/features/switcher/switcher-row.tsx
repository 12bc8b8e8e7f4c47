import { type JSX, Show } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { SwitcherEntry } from "./switcher-entries.ts";

export interface SwitcherRowProps {
  id: string;
  entry: SwitcherEntry;
  isActive: boolean;
  onRun: () => void;
  onPoint: () => void;
}

/** An option of the list; the keyboard stays in the search field, which names the active option. */
export function SwitcherRow(props: SwitcherRowProps): JSX.Element {
  return (
    <button
      type="button"
      id={props.id}
      role="option"
      tabindex="-1"
      class="person-row"
      classList={{ "person-row-active": props.isActive }}
      aria-selected={props.isActive}
      onClick={() => props.onRun()}
      // A list that scrolls under a resting mouse tells of a move as well, of no distance.
      onPointerMove={(event) => {
        if (event.movementX !== 0 || event.movementY !== 0) props.onPoint();
      }}
    >
      <Show
        when={props.entry.avatar}
        fallback={
          <span class="row-icon">
            <Icon name={props.entry.icon ?? "search"} size={18} />
          </span>
        }
      >
        {(avatar) => (
          <Avatar
            id={avatar().id}
            name={props.entry.label}
            image={avatar().image}
            isComposed={avatar().isComposed ?? false}
            size="small"
          />
        )}
      </Show>
      <span class="person-text">
        <span class="person-name">{props.entry.label}</span>
        <Show when={props.entry.note}>
          <span class="person-note">{props.entry.note}</span>
        </Show>
      </span>
      <Show when={props.entry.unread > 0}>
        <span class="unread-pill">{props.entry.unread}</span>
      </Show>
    </button>
  );
}

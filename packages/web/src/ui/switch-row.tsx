import { type JSX, Show } from "solid-js";

export interface SwitchRowProps {
  label: string;
  hint?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** Something that is on or off, with what it means. */
export function SwitchRow(props: SwitchRowProps): JSX.Element {
  return (
    <label class="switch-row">
      <span>
        {props.label}
        <Show when={props.hint}>
          <span class="field-note">{props.hint}</span>
        </Show>
      </span>
      <input
        type="checkbox"
        class="switch"
        checked={props.isOn}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

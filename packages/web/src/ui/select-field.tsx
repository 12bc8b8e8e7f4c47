import { createUniqueId, For, type JSX } from "solid-js";
import { Icon } from "./icon.tsx";

export interface SelectFieldProps<T extends string> {
  label: string;
  /** Where the choices say it already. */
  isLabelHidden?: boolean;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** One of several choices whose names are too long to stand side by side. */
export function SelectField<T extends string>(props: SelectFieldProps<T>): JSX.Element {
  const id = createUniqueId();
  return (
    <div class="field">
      <label class={props.isLabelHidden ? "visually-hidden" : "field-label"} for={id}>
        {props.label}
      </label>
      <div class="field-box select-box">
        <select id={id} class="select" onChange={(event) => props.onChange(event.currentTarget.value as T)}>
          <For each={props.options}>
            {(option) => (
              <option value={option.value} selected={option.value === props.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
        <Icon name="down" size={16} />
      </div>
    </div>
  );
}

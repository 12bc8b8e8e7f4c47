import { createUniqueId, For, type JSX } from "solid-js";

export interface SegmentedProps<T extends string> {
  label: string;
  /** Where what stands around says it already. */
  isLabelHidden?: boolean;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A few choices side by side, one of them taken: radio buttons in looks and keyboard. */
export function Segmented<T extends string>(props: SegmentedProps<T>): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="segmented">
      <legend class={props.isLabelHidden ? "visually-hidden" : "field-label"}>{props.label}</legend>
      <div class="segmented-row">
        <For each={props.options}>
          {(option) => (
            <label class="segmented-option">
              <input
                type="radio"
                class="visually-hidden"
                name={name}
                value={option.value}
                checked={props.value === option.value}
                onChange={() => props.onChange(option.value)}
              />
              <span class="segmented-label">{option.label}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}

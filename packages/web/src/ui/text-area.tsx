import { createUniqueId, type JSX, Show } from "solid-js";

export interface TextAreaProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  maxLength?: number;
}

/** A labelled field of several lines. */
export function TextArea(props: TextAreaProps): JSX.Element {
  const id = createUniqueId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <div class="field-box">
        <textarea
          id={id}
          class="field-area"
          rows="3"
          value={props.value}
          maxLength={props.maxLength}
          aria-describedby={props.hint ? `${id}-note` : undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      </div>
      <Show when={props.hint}>
        <p id={`${id}-note`} class="field-note">
          {props.hint}
        </p>
      </Show>
    </div>
  );
}

import { createSignal, createUniqueId, type JSX, onMount, Show } from "solid-js";
import { text } from "../i18n/language.ts";
import { isTouch } from "../platform/media.ts";
import { IconButton } from "./icon-button.tsx";

export interface TextFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "password";
  hint?: string | undefined;
  error?: string | undefined;
  autocomplete?: string;
  maxLength?: number;
  isFocused?: boolean;
}

/** A labelled input whose hint and error are read out with it. */
export function TextField(props: TextFieldProps): JSX.Element {
  const id = createUniqueId();
  const [isShown, setShown] = createSignal(false);
  const inputType = () => (props.type === "password" && !isShown() ? "password" : "text");
  const note = () => props.error ?? props.hint;
  let input: HTMLInputElement | undefined;
  // Browsers heed `autofocus` once a page; what comes later takes the focus by itself. A phone's keyboard would cover it.
  onMount(() => {
    if (props.isFocused === true && !isTouch()) input?.focus({ preventScroll: true });
  });
  return (
    <div class="field" classList={{ "field-wrong": props.error !== undefined }}>
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <div class="field-box">
        <input
          ref={input}
          id={id}
          class="field-input"
          type={inputType()}
          value={props.value}
          autocomplete={props.autocomplete ?? "off"}
          autocapitalize="none"
          spellcheck={false}
          maxLength={props.maxLength}
          aria-invalid={props.error !== undefined}
          aria-describedby={note() ? `${id}-note` : undefined}
          autofocus={props.isFocused}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <Show when={props.type === "password"}>
          <IconButton
            icon={isShown() ? "eye-off" : "eye"}
            label={isShown() ? text().account.hidePassword : text().account.showPassword}
            onClick={() => setShown(!isShown())}
          />
        </Show>
      </div>
      <Show when={note()}>
        <p id={`${id}-note`} class="field-note">
          {note()}
        </p>
      </Show>
    </div>
  );
}

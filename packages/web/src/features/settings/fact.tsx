import type { JSX } from "solid-js";
import { text } from "../../i18n/language.ts";

export interface FactProps {
  value: JSX.Element;
  action: string;
  onAction: () => void;
  isDanger?: boolean;
}

/** What holds now, with the button that changes it. */
export function Fact(props: FactProps): JSX.Element {
  return (
    <div class="settings-fact">
      <span class="settings-fact-text">{props.value}</span>
      <button
        type="button"
        class="button"
        classList={{ "button-danger": props.isDanger }}
        onClick={() => props.onAction()}
      >
        {props.action}
      </button>
    </div>
  );
}

export function CancelButton(props: { onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="button" onClick={() => props.onClick()}>
      {text().common.cancel}
    </button>
  );
}

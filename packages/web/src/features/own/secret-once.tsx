import type { JSX } from "solid-js";
import { text } from "../../i18n/language.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { writeClipboard } from "../../platform/clipboard.ts";
import { showToast } from "../../ui/toast.tsx";

export interface SecretOnceProps {
  explain: string;
  secret: string;
  done: string;
  onDone: () => void;
}

/** What is shown one time: to copy, and to go away when it is kept. */
export function SecretOnce(props: SecretOnceProps): JSX.Element {
  const copy = async () => {
    if (await writeClipboard(props.secret)) showToast(text().common.copied);
  };
  return (
    <div class="settings-form" role="status">
      <p>{props.explain}</p>
      <p class="secret-text">{props.secret}</p>
      <div class="settings-form-end">
        <button type="button" class="button button-primary" onClick={() => void copy()}>
          {ownText().copy}
        </button>
        <button type="button" class="button" onClick={() => props.onDone()}>
          {props.done}
        </button>
      </div>
    </div>
  );
}

import { createResource, For, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { fullTime } from "../../i18n/dates.ts";
import { errorText } from "../../ui/error-text.ts";
import { whenOnline } from "../connection/when-online.ts";

/** Mails that were put into the outbox folder because no mail server is set. */
export function MailsPart(): JSX.Element {
  const app = useApp();
  const [answer, { refetch }] = createResource(() => app.client.admin.listMails({}));
  whenOnline(app, () => void refetch());
  const mails = () => (answer.error === undefined ? (answer.latest?.mails ?? []) : []);
  return (
    <>
      <Show when={answer.error}>
        <p class="form-error" role="alert">
          {errorText(answer.error)}
        </p>
      </Show>
      <div class="settings-form-end">
        <button type="button" class="button" onClick={() => void refetch()}>
          {adminText().refresh}
        </button>
      </div>
      <ul class="admin-list">
        <For each={mails()}>
          {(mail) => (
            <li class="audit-entry">
              <p class="audit-line">
                <strong>{mail.subject}</strong>
              </p>
              <p class="settings-note">
                {adminText().to} {mail.to} · {fullTime(mail.at)}
              </p>
              <p class="mail-text">{mail.text}</p>
            </li>
          )}
        </For>
        <Show when={answer.state === "ready" && mails().length === 0}>
          <li class="dialog-note">{adminText().noMails}</li>
        </Show>
      </ul>
    </>
  );
}

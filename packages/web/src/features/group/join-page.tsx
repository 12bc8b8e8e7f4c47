import "../../styles/features/settings-pages.css";
import { ParleyError } from "@parley/sdk";
import { createSignal, type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute } from "../../app/router.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { UpgradeForm } from "../account/upgrade-form.tsx";

/** An invitation into a group, from its link: nothing happens before one agrees. */
export function JoinPage(): JSX.Element {
  const app = useApp();
  const words = () => groupsText().join;
  const [isWorking, setWorking] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>(null);
  const code = () => {
    const route = app.router.route();
    return route.page === "join" ? route.code : "";
  };
  const leave = () => app.router.navigate(inboxRoute(), "replace");
  const join = async () => {
    setWorking(true);
    setFailure(null);
    try {
      const { conversation } = await app.client.invites.accept({ code: code() });
      app.router.navigate(inboxRoute(conversation.id), "replace");
    } catch (error) {
      setFailure(error);
      setWorking(false);
    }
  };
  /** The group takes no guests: with an account they come in at once. */
  const needsAccount = () => {
    const error = failure();
    return error instanceof ParleyError && error.code === "forbidden" && app.isGuest();
  };
  const reason = () => {
    const error = failure();
    if (!(error instanceof ParleyError)) return errorText(error);
    if (error.code === "not_found") return words().gone;
    if (error.code === "limit_reached") return words().full;
    return needsAccount() ? words().noGuests : errorText(error);
  };
  return (
    <main class="page approve-page">
      <div class="approve-card">
        <span class="join-icon">
          <Icon name="group" size={32} />
        </span>
        <h1 class="card-title">{words().title}</h1>
        <p class="dialog-text">{words().explain}</p>
        <Show when={failure()}>
          <p class="form-error" role="alert">
            {reason()}
          </p>
        </Show>
        <Show
          when={needsAccount()}
          fallback={
            <button
              type="button"
              class="button button-primary button-wide"
              disabled={isWorking()}
              onClick={() => void join()}
            >
              {words().action}
            </button>
          }
        >
          <UpgradeForm onDone={() => void join()} />
        </Show>
        <button type="button" class="button button-wide" onClick={leave}>
          {words().later}
        </button>
      </div>
    </main>
  );
}

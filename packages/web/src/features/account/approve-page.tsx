import "../../styles/features/settings-pages.css";
import { createResource, createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { inboxRoute } from "../../app/router.ts";
import { approveText } from "../../i18n/approve/approve-text.ts";
import { text } from "../../i18n/language.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { showToast } from "../../ui/toast.tsx";

/** Another device showed its QR code: which one it is, and whether it may sign in as the user. */
export function ApprovePage(): JSX.Element {
  const app = useApp();
  const requestId = () => {
    const route = app.router.route();
    return route.page === "approve" ? route.requestId : "";
  };
  const [request] = createResource(requestId, (id) => app.client.signIns.read({ id }));
  const [isWorking, setWorking] = createSignal(false);
  const leave = () => app.router.navigate(inboxRoute(), "replace");
  const answer = async (work: () => Promise<unknown>, done: string) => {
    setWorking(true);
    try {
      await work();
      showToast(done);
      leave();
    } catch (error) {
      showToast(errorText(error));
      setWorking(false);
    }
  };
  const approve = () => answer(() => app.client.signIns.approve({ id: requestId() }), approveText().approved);
  const refuse = () => answer(() => app.client.signIns.refuse({ id: requestId() }), approveText().refused);
  return (
    <main class="page approve-page">
      <div class="approve-card">
        <Switch>
          <Match when={request.error !== undefined}>
            <p>{approveText().gone}</p>
            <button type="button" class="button" onClick={leave}>
              {text().common.close}
            </button>
          </Match>
          <Match when={request.latest}>
            {(known) => (
              <>
                <Icon name="device" size={40} />
                <h1 class="card-title">{approveText().title}</h1>
                <p class="settings-note">{approveText().explain(app.self()?.nickname ?? "")}</p>
                <dl class="details-facts approve-facts">
                  <div>
                    <dt>{approveText().device}</dt>
                    <dd>{known().device?.name ?? approveText().unknown}</dd>
                  </div>
                  <Show when={known().address}>
                    <div>
                      <dt>{approveText().address}</dt>
                      <dd>{known().address}</dd>
                    </div>
                  </Show>
                </dl>
                <p class="account-reason">{approveText().warning}</p>
                <button
                  type="button"
                  class="button button-primary button-wide"
                  disabled={isWorking()}
                  onClick={() => void approve()}
                >
                  {approveText().approve}
                </button>
                <button
                  type="button"
                  class="button button-wide"
                  disabled={isWorking()}
                  onClick={() => void refuse()}
                >
                  {approveText().refuse}
                </button>
              </>
            )}
          </Match>
        </Switch>
      </div>
    </main>
  );
}

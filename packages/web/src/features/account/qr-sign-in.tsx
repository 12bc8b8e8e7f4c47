import "../../styles/features/settings-pages.css";
import { ParleyError, type ResultOf } from "@parley/sdk";
import { createEffect, createSignal, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { accountText } from "../../i18n/account/account-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { QrCode } from "../../ui/qr-code.tsx";

type SignInRequest = ResultOf<"signIn.request">;

/** How often the server is asked whether the other device has answered. */
const askEveryMs = 2_000;

/** Shows a code that a signed-in phone reads, and waits for what the phone says. */
export function QrSignIn(): JSX.Element {
  const app = useApp();
  const words = accountText;
  const [request, setRequest] = createSignal<SignInRequest | null>(null);
  const [failure, setFailure] = createSignal<string | null>(null);
  const begin = async () => {
    setFailure(null);
    try {
      setRequest(await app.client.signIns.request());
    } catch (error) {
      setFailure(errorText(error));
    }
  };
  const end = (why: string) => {
    setRequest(null);
    setFailure(why);
  };
  const ask = async ({ id, secret }: SignInRequest) => {
    try {
      // Once it is signed in, the page goes on by itself.
      const { status } = await app.client.signIns.complete({ id, secret });
      if (status === "refused") end(words().qrRefused);
    } catch (error) {
      // Without network the next question may be answered.
      if (error instanceof ParleyError && error.code === "not_found") end(words().qrEnded);
    }
  };
  createEffect(() => {
    const open = request();
    if (open === null) return;
    let isAsking = false;
    const timer = setInterval(() => {
      if (isAsking) return;
      isAsking = true;
      void ask(open).finally(() => {
        isAsking = false;
      });
    }, askEveryMs);
    onCleanup(() => clearInterval(timer));
  });
  void begin();
  return (
    <div class="account-form qr-block">
      <Show when={request()}>
        {(open) => (
          <>
            <QrCode text={`${location.origin}/sign-in/${open().id}`} label={words().qrLabel} />
            <p class="settings-note">{words().qrHint}</p>
          </>
        )}
      </Show>
      <Show when={failure()}>
        <p class="form-error" role="alert">
          {failure()}
        </p>
        <button type="button" class="button button-primary button-wide" onClick={() => void begin()}>
          {words().qrAgain}
        </button>
      </Show>
    </div>
  );
}

/**
 * What is shown while nobody is signed in: the ways in that the server offers. The address is left alone, so signing in
 * leads back to it (UX-49).
 */
import "../../styles/features/account.css";
import type { SessionEndReason } from "@parley/sdk";
import { createResource, createSignal, type JSX, Match, Show, Suspense, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { language, languages, setLanguage, text } from "../../i18n/language.ts";
import { BrandMark } from "../../ui/brand-mark.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { openIdPath } from "./open-id.ts";
import { OtherWays } from "./other-ways.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export type Step = "sign-in" | "register" | "claim" | "reset" | "qr" | "open-id";

const RegisterForm = lazyPart(async () => (await import("./register-form.tsx")).RegisterForm);
const ClaimForm = lazyPart(async () => (await import("./claim-form.tsx")).ClaimForm);
const ResetForm = lazyPart(async () => (await import("./reset-form.tsx")).ResetForm);
const QrSignIn = lazyPart(async () => (await import("./qr-sign-in.tsx")).QrSignIn);
const OpenIdReturn = lazyPart(async () => (await import("./open-id-return.tsx")).OpenIdReturn);

/** Why the session ended, as far as it is anybody's business to be told. */
function endedText(reason: SessionEndReason | undefined): string {
  const { ended, endedElsewhere } = text().account;
  return reason !== undefined && Object.hasOwn(ended, reason)
    ? ended[reason as keyof typeof ended]
    : endedElsewhere;
}

export function AccountPage(): JSX.Element {
  const app = useApp();
  const [step, setStep] = createSignal<Step>(location.pathname === openIdPath ? "open-id" : "sign-in");
  const [answer] = createResource(() => app.client.server.info());
  const info = () => (answer.error === undefined ? (answer.latest ?? null) : null);
  const reason = () => {
    const state = app.connection();
    if (state.status === "expired") return text().account.expired;
    if (state.status === "kicked") return endedText(state.sessionEnd);
    return null;
  };
  const otherLanguage = () => (language() === "en" ? "zh-CN" : "en");
  const isInvited = () => app.router.route().page === "join";
  const title = () => {
    const { account } = text();
    const titles = {
      "sign-in": isInvited() ? account.invitedTitle : account.signInTitle,
      register: account.registerTitle,
      claim: account.claimTitle,
      reset: account.resetTitle,
      qr: account.qrTitle,
      "open-id": account.signInTitle,
    } as const satisfies Record<Step, string>;
    return titles[step()];
  };
  return (
    <main class="account-page">
      <div class="account-card">
        <BrandMark />
        <h1 class="card-title">{title()}</h1>
        <Show when={step() === "sign-in"}>
          <p class="account-tagline">{isInvited() ? text().account.invitedHint : text().app.tagline}</p>
        </Show>
        <Show when={reason()}>
          <p class="account-reason" role="status">
            {reason()}
          </p>
        </Show>
        <Suspense fallback={<div class="account-form" aria-busy="true" />}>
          <Switch>
            <Match when={step() === "sign-in"}>
              <SignInForm />
              <OtherWays info={info()} onStep={setStep} />
            </Match>
            <Match when={step() === "register"}>
              <RegisterForm info={info()} />
            </Match>
            <Match when={step() === "claim"}>
              <ClaimForm />
            </Match>
            <Match when={step() === "reset"}>
              <ResetForm onDone={() => setStep("sign-in")} />
            </Match>
            <Match when={step() === "qr"}>
              <QrSignIn />
            </Match>
            <Match when={step() === "open-id"}>
              <OpenIdReturn onFailed={() => setStep("sign-in")} />
            </Match>
          </Switch>
        </Suspense>
        <div class="account-links">
          <Show
            when={step() === "sign-in"}
            fallback={
              <button type="button" class="link-button" onClick={() => setStep("sign-in")}>
                {text().account.toSignIn}
              </button>
            }
          >
            <Show when={info()?.registration !== "closed"}>
              <button type="button" class="link-button" onClick={() => setStep("register")}>
                {text().account.toRegister}
              </button>
            </Show>
            <Show when={info()?.sendsMail}>
              <button type="button" class="link-button link-quiet" onClick={() => setStep("reset")}>
                {text().account.toReset}
              </button>
            </Show>
            <button type="button" class="link-button link-quiet" onClick={() => setStep("claim")}>
              {text().account.toClaim}
            </button>
          </Show>
        </div>
      </div>
      <button
        type="button"
        class="link-button link-quiet"
        lang={otherLanguage()}
        onClick={() => setLanguage(otherLanguage())}
      >
        {languages[otherLanguage()].name}
      </button>
    </main>
  );
}

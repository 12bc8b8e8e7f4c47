import type { SessionEndReason } from "@parley/sdk";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { language, languages, setLanguage, text } from "../../i18n/language.ts";
import { BrandMark } from "../../ui/brand-mark.tsx";
import { ClaimForm } from "./claim-form.tsx";
import { RegisterForm } from "./register-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";

type Step = "sign-in" | "register" | "claim";

/** Why the session ended, as far as it is anybody's business to be told. */
function endedText(reason: SessionEndReason | undefined): string {
  const { ended, endedElsewhere } = text().account;
  return reason !== undefined && Object.hasOwn(ended, reason)
    ? ended[reason as keyof typeof ended]
    : endedElsewhere;
}

/** What is shown while nobody is signed in. The address is left alone, so signing in leads back to it (UX-49). */
export function AccountPage(): JSX.Element {
  const app = useApp();
  const [step, setStep] = createSignal<Step>("sign-in");
  const reason = () => {
    const state = app.connection();
    if (state.status === "expired") return text().account.expired;
    if (state.status === "kicked") return endedText(state.sessionEnd);
    return null;
  };
  const otherLanguage = () => (language() === "en" ? "zh-CN" : "en");
  const title = () => {
    const { account } = text();
    return { "sign-in": account.signInTitle, register: account.registerTitle, claim: account.claimTitle }[
      step()
    ];
  };
  return (
    <main class="account-page">
      <div class="account-card">
        <BrandMark />
        <h1 class="account-title">{title()}</h1>
        <Show when={step() === "sign-in"}>
          <p class="account-tagline">{text().app.tagline}</p>
        </Show>
        <Show when={reason()}>
          <p class="account-reason" role="status">
            {reason()}
          </p>
        </Show>
        <Switch>
          <Match when={step() === "sign-in"}>
            <SignInForm />
          </Match>
          <Match when={step() === "register"}>
            <RegisterForm />
          </Match>
          <Match when={step() === "claim"}>
            <ClaimForm />
          </Match>
        </Switch>
        <div class="account-links">
          <Show
            when={step() === "sign-in"}
            fallback={
              <button type="button" class="link-button" onClick={() => setStep("sign-in")}>
                {text().account.toSignIn}
              </button>
            }
          >
            <button type="button" class="link-button" onClick={() => setStep("register")}>
              {text().account.toRegister}
            </button>
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

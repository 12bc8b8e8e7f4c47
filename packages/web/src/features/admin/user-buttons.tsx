import { type JSX, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { confirm, type Question } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { AdminUser } from "./users-part.tsx";

export interface UserActs {
  changed(user: AdminUser): void;
  deleted(): void;
  ask(what: "password" | "role"): void;
}

/** What an administrator may do with somebody else's account. */
export function UserButtons(props: { user: AdminUser; acts: UserActs }): JSX.Element {
  const app = useApp();
  const words = adminText;
  const isGuest = () => props.user.role === "guest";
  const run = async (question: Question | null, work: () => Promise<unknown>) => {
    if (question !== null && !(await confirm(question))) return;
    try {
      await work();
    } catch (error) {
      showToast(errorText(error));
    }
  };
  const { admin } = app.client;
  const userId = () => props.user.id;
  const enable = () =>
    run(null, async () => props.acts.changed((await admin.enableUser({ userId: userId() })).user));
  const disable = () =>
    run(
      {
        title: words().disableQuestion(props.user.nickname),
        explanation: words().disableExplain,
        action: words().disable,
      },
      async () => props.acts.changed((await admin.disableUser({ userId: userId() })).user),
    );
  const removeSecondFactor = () =>
    run(
      {
        title: words().removeSecondFactor,
        explanation: words().removeSecondFactorExplain,
        action: words().removeSecondFactor,
      },
      async () => {
        await admin.removeSecondFactor({ userId: userId() });
        showToast(words().saved);
      },
    );
  const remove = () =>
    run(
      {
        title: words().deleteQuestion(props.user.nickname),
        explanation: words().deleteExplain,
        action: words().delete,
      },
      async () => {
        await admin.deleteUser({ userId: userId() });
        props.acts.deleted();
      },
    );
  return (
    <div class="settings-rows">
      <Show
        when={props.user.isEnabled}
        fallback={<Row icon="check" label={words().enable} onClick={() => void enable()} />}
      >
        <Row icon="block" label={words().disable} onClick={() => void disable()} />
      </Show>
      <Show when={!isGuest()}>
        <Row icon="key" label={words().resetPassword} onClick={() => props.acts.ask("password")} />
        <Row icon="admin" label={words().changeRole} onClick={() => props.acts.ask("role")} />
        <Row icon="lock" label={words().removeSecondFactor} onClick={() => void removeSecondFactor()} />
      </Show>
      <Row icon="trash" label={words().delete} isDanger onClick={() => void remove()} />
    </div>
  );
}

function Row(props: { icon: IconName; label: string; isDanger?: boolean; onClick: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="settings-row"
      classList={{ "settings-row-danger": props.isDanger }}
      onClick={() => props.onClick()}
    >
      <Icon name={props.icon} />
      {props.label}
    </button>
  );
}

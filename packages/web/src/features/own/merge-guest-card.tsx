import { ParleyError } from "@parley/sdk";
import type { JSX } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { Fact } from "../settings/fact.tsx";

/** Takes what the guest had who this device was before one signed in. */
export function MergeGuestCard(): JSX.Element {
  const app = useApp();
  const words = () => ownText().merge;
  const merge = async () => {
    const question = {
      title: words().question,
      explanation: words().questionExplain,
      action: words().action,
    };
    if (!(await confirm(question))) return;
    try {
      await app.client.guest.mergeInto();
      showToast(words().done);
    } catch (error) {
      const nobody = ["not_found", "invalid_arguments", "credentials_invalid"];
      const isNobody = error instanceof ParleyError && nobody.includes(error.code);
      showToast(isNobody ? words().none : errorText(error));
    }
  };
  return (
    <Fact
      value={<span class="settings-note">{words().explain}</span>}
      action={words().action}
      onAction={() => void merge()}
    />
  );
}

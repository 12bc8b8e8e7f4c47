import type { ResultOf } from "@parley/sdk";
import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { fullTime } from "../../i18n/dates.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenOnline } from "../connection/when-online.ts";
import { userName } from "../user/user-name.ts";

type AuditEntry = ResultOf<"admin.listAudit">["entries"][number];

const pageSize = 50;

/** What administrators did, the newest first. */
export function AuditPart(): JSX.Element {
  const app = useApp();
  const [entries, setEntries] = createSignal<readonly AuditEntry[]>([]);
  const [hasMore, setHasMore] = createSignal(false);
  const [isLoaded, setLoaded] = createSignal(false);
  const load = async () => {
    const beforeId = entries().at(-1)?.id;
    try {
      const page = await app.client.admin.listAudit({
        limit: pageSize,
        ...(beforeId === undefined ? {} : { beforeId }),
      });
      // Asked twice, as when the connection comes while the first call waits for it, a page is added once.
      setEntries((before) => (before.at(-1)?.id === beforeId ? [...before, ...page.entries] : before));
      setHasMore(page.entries.length === pageSize);
      setLoaded(true);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  onMount(() => void load());
  whenOnline(app, () => {
    if (!isLoaded()) void load();
  });
  return (
    <>
      <ul class="admin-list" aria-busy={!isLoaded()}>
        <For each={entries()}>{(entry) => <Entry entry={entry} />}</For>
        <Show when={!isLoaded()}>
          <li>
            <Awaited />
          </li>
        </Show>
        <Show when={isLoaded() && entries().length === 0}>
          <li class="dialog-note">{adminText().noAudit}</li>
        </Show>
      </ul>
      <Show when={hasMore()}>
        <button type="button" class="button" onClick={() => void load()}>
          {adminText().more}
        </button>
      </Show>
    </>
  );
}

function Entry(props: { entry: AuditEntry }): JSX.Element {
  const app = useApp();
  const target = () => {
    const { targetKind, targetId } = props.entry;
    return targetKind === "user"
      ? `${userName(app, Number(targetId))} (${targetId})`
      : `${targetKind} ${targetId}`;
  };
  const details = () =>
    Object.entries(props.entry.details).map(([name, value]) => `${name}: ${shown(value)}`);
  return (
    <li class="audit-entry">
      <p class="audit-line">
        <strong>{userName(app, props.entry.actorId)}</strong>
        <code>{props.entry.action}</code>
        <span>{adminText().on(target())}</span>
      </p>
      <Show when={details().length > 0}>
        <p class="settings-note">{details().join(" · ")}</p>
      </Show>
      <p class="settings-note">
        {[fullTime(props.entry.at), props.entry.address].filter((fact) => fact !== "").join(" · ")}
      </p>
    </li>
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

import type { ResultOf } from "@parley/sdk";
import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { adminText } from "../../i18n/admin/admin-text.ts";
import { fullTime } from "../../i18n/dates.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { errorText } from "../../ui/error-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { Awaited } from "../connection/awaited.tsx";
import { whenOnline } from "../connection/when-online.ts";
import { contentWords } from "../message/content-words.ts";
import { userName } from "../user/user-name.ts";

type Line = ResultOf<"admin.listComplaints">["complaints"][number];
type Complaint = Line["complaint"];

/** What people complain about, the newest first, with the messages they quote. */
export function ComplaintsPart(): JSX.Element {
  const app = useApp();
  const [lines, setLines] = createSignal<readonly Line[]>([]);
  const [hasMore, setHasMore] = createSignal(false);
  const [isLoaded, setLoaded] = createSignal(false);
  const load = async () => {
    const beforeId = lines().at(-1)?.complaint.id;
    try {
      const page = await app.client.admin.listComplaints(beforeId === undefined ? {} : { beforeId });
      // Asked twice, as when the connection comes while the first call waits for it, a page is added once.
      setLines((before) =>
        before.at(-1)?.complaint.id === beforeId ? [...before, ...page.complaints] : before,
      );
      setHasMore(page.hasMore);
      setLoaded(true);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  onMount(() => void load());
  whenOnline(app, () => {
    if (!isLoaded()) void load();
  });
  const replace = (complaint: Complaint) =>
    setLines((before) =>
      before.map((line) => (line.complaint.id === complaint.id ? { ...line, complaint } : line)),
    );
  return (
    <>
      <ul class="admin-list" aria-busy={!isLoaded()}>
        <For each={lines()}>{(line) => <ComplaintLine line={line} onChanged={replace} />}</For>
        <Show when={!isLoaded()}>
          <li>
            <Awaited />
          </li>
        </Show>
        <Show when={isLoaded() && lines().length === 0}>
          <li class="dialog-note">{adminText().noComplaints}</li>
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

function ComplaintLine(props: { line: Line; onChanged: (complaint: Complaint) => void }): JSX.Element {
  const app = useApp();
  const complaint = () => props.line.complaint;
  const isOver = () => ["closed", "withdrawn"].includes(complaint().status);
  const about = () => {
    const { target } = complaint();
    if (target.kind === "user") return userName(app, target.userId);
    return `${adminText().targets[target.kind]} ${target.conversationId}`;
  };
  const reason = () => {
    const { reasons } = peopleText().complaint;
    const word = complaint().reason;
    return Object.hasOwn(reasons, word) ? reasons[word as keyof typeof reasons] : word;
  };
  const close = async () => {
    try {
      const answer = await app.client.admin.closeComplaint({ complaintId: complaint().id });
      props.onChanged(answer.complaint);
    } catch (error) {
      showToast(errorText(error));
    }
  };
  return (
    <li class="audit-entry">
      <p class="audit-line">
        <strong>{userName(app, complaint().userId)}</strong>
        <span>{adminText().on(about())}</span>
        <span class="role-tag">{adminText().statuses[complaint().status]}</span>
      </p>
      <p>{reason()}</p>
      <Show when={complaint().text}>{(words) => <p class="mail-text">{words()}</p>}</Show>
      <For each={props.line.quoted}>
        {(quote) => (
          <p class="mail-text">
            {userName(app, quote.message.senderId)}: {contentWords(quote.message.content)}
          </p>
        )}
      </For>
      <p class="settings-note">{fullTime(complaint().createdAt)}</p>
      <Show when={!isOver()}>
        <div class="settings-form-end">
          <button type="button" class="button" onClick={() => void close()}>
            {adminText().closeComplaint}
          </button>
        </div>
      </Show>
    </li>
  );
}

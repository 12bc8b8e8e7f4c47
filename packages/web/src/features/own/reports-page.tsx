import type { ResultOf } from "@parley/sdk";
import { createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { fullDay } from "../../i18n/dates.ts";
import { ownText } from "../../i18n/own/own-text.ts";
import { peopleText } from "../../i18n/people/people-text.ts";
import { confirm } from "../../ui/confirm.ts";
import { userName } from "../user/user-name.ts";
import { createAskedList } from "./asked-list.ts";
import { AskedNone } from "./asked-none.tsx";

type Complaint = ResultOf<"complaint.list">["complaints"][number];

/** What the user has reported, the newest first, and what became of it; answers are told by events. */
export function ReportsPage(): JSX.Element {
  const app = useApp();
  const words = () => ownText().complaints;
  const [hasMore, setHasMore] = createSignal(false);
  const reports = createAskedList(async () => {
    const page = await app.client.complaints.list({});
    setHasMore(page.hasMore);
    return page.complaints;
  });
  const [older, setOlder] = createSignal<readonly Complaint[]>([]);
  const loadMore = async () => {
    const beforeId = (older().at(-1) ?? reports.items().at(-1))?.id;
    const page = await app.client.complaints.list(beforeId === undefined ? {} : { beforeId });
    setOlder((before) => [...before, ...page.complaints]);
    setHasMore(page.hasMore);
  };
  const reload = () => {
    setOlder([]);
    return reports.load();
  };
  onCleanup(app.client.on("complaint.changed", () => void reload()));
  const withdraw = async ({ id }: Complaint) => {
    const question = {
      title: words().withdrawQuestion,
      explanation: words().withdrawExplain,
      action: words().withdraw,
    };
    if (await confirm(question)) await reports.change(app.client.complaints.withdraw({ complaintId: id }));
  };
  return (
    <section class="settings-card" aria-busy={!reports.isLoaded()}>
      <For
        each={[...reports.items(), ...older()]}
        fallback={<AskedNone list={reports} words={words().none} />}
      >
        {(report) => <Report report={report} onWithdraw={() => void withdraw(report)} />}
      </For>
      <Show when={hasMore()}>
        <button type="button" class="link-button" onClick={() => void loadMore()}>
          {ownText().more}
        </button>
      </Show>
    </section>
  );
}

function Report(props: { report: Complaint; onWithdraw: () => void }): JSX.Element {
  const app = useApp();
  const words = () => ownText().complaints;
  const mayWithdraw = () => ["open", "assigned"].includes(props.report.status);
  const about = () => {
    const { target } = props.report;
    return target.kind === "user" ? userName(app, target.userId) : words().about[target.kind];
  };
  const reason = () => {
    const { reasons } = peopleText().complaint;
    const word = props.report.reason;
    return Object.hasOwn(reasons, word) ? reasons[word as keyof typeof reasons] : word;
  };
  return (
    <div class="settings-fact">
      <span class="settings-fact-text">
        <span class="settings-fact-value">
          {about()}: {reason()}
        </span>
        <span class="settings-note">
          {words().statuses[props.report.status]} · {fullDay(props.report.createdAt)}
        </span>
        <Show when={props.report.answer}>
          {(answer) => (
            <span class="settings-note">
              {words().answer} {answer()}
            </span>
          )}
        </Show>
      </span>
      <Show when={mayWithdraw()}>
        <button type="button" class="button" onClick={() => props.onWithdraw()}>
          {words().withdraw}
        </button>
      </Show>
    </div>
  );
}

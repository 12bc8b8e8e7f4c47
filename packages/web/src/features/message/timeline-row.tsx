import { type JSX, Match, Switch } from "solid-js";
import { dayName } from "../../i18n/dates.ts";
import { text } from "../../i18n/language.ts";
import type { MessageRow, Row } from "./build-rows.ts";
import { MessageItem } from "./message-item.tsx";
import type { MessageWalk } from "./message-walk.ts";
import { NoticeRow } from "./notice-row.tsx";
import { RecalledMessage } from "./recalled-message.tsx";
import { createRow, type TimelineModel } from "./timeline-model.ts";

export interface TimelineRowProps {
  model: TimelineModel;
  rowKey: string;
  walk: MessageWalk;
  now: () => number;
  /** The message that was gone to. */
  flashedSeq: () => number | null;
}

type MessageForm = "bubble" | "notice" | "recalled";

function formOf({ message }: MessageRow): MessageForm {
  if (message.state === "recalled") return "recalled";
  return message.content?.type === "notice" ? "notice" : "bubble";
}

/** One row of the timeline, whatever kind it is. */
export function TimelineRow(props: TimelineRowProps): JSX.Element {
  const row = createRow(props.model, props.rowKey);
  const ofKind = <K extends Row["kind"]>(kind: K) => {
    const current = row();
    return current?.kind === kind ? (current as Extract<Row, { kind: K }>) : undefined;
  };
  const messageRow = (form: MessageForm): MessageRow | undefined => {
    const current = ofKind("message");
    return current !== undefined && formOf(current) === form ? current : undefined;
  };
  return (
    <Switch>
      <Match when={messageRow("bubble")}>
        {(current) => (
          <MessageItem
            row={current()}
            model={props.model}
            walk={props.walk}
            now={props.now}
            isFlashed={props.flashedSeq() !== null && props.flashedSeq() === current().message.seq}
          />
        )}
      </Match>
      <Match when={messageRow("notice")}>
        {(current) => <NoticeRow message={current().message} walk={props.walk} />}
      </Match>
      <Match when={messageRow("recalled")}>
        {(current) => <RecalledMessage message={current().message} walk={props.walk} />}
      </Match>
      <Match when={ofKind("day")}>
        {(current) => (
          <div class="day-row">
            <span class="day-name">{dayName(current().time, props.now())}</span>
          </div>
        )}
      </Match>
      <Match when={ofKind("divider")}>
        <div class="unread-divider">
          <span>{text().message.newMessages}</span>
        </div>
      </Match>
      <Match when={ofKind("beginning")}>
        <p class="timeline-beginning">{text().message.beginning}</p>
      </Match>
      <Match when={ofKind("end")}>
        <div class="timeline-end" />
      </Match>
    </Switch>
  );
}

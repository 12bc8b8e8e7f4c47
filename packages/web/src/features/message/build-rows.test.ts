import { expect, test } from "bun:test";
import type { TimelineMessage } from "@parley/sdk";
import { buildRows, type Row } from "./build-rows.ts";

const noon = new Date(2026, 4, 20, 12).getTime();

function message(
  seq: number,
  senderId: number,
  minutes: number,
  more: Partial<TimelineMessage> = {},
): TimelineMessage {
  return {
    id: `m${seq}`,
    conversationId: 1,
    seq,
    senderId,
    isMine: senderId === 1,
    sentAt: noon + minutes * 60_000,
    content: { type: "text", text: `text ${seq}` },
    state: "sent",
    ...more,
  };
}

const keys = (rows: readonly Row[]) => rows.map((row) => row.key);
const groups = (rows: readonly Row[]) =>
  rows.flatMap((row) =>
    row.kind === "message" ? `${row.isFirst ? "<" : "-"}${row.isLast ? ">" : "-"}` : [],
  );

test("messages of one author close in time are one group; a pause or another author begins a new one", () => {
  const messages = [message(1, 2, 0), message(2, 2, 1), message(3, 2, 10), message(4, 1, 11)];
  expect(groups(buildRows({ messages, hasOlder: true, dividerAfterSeq: null }))).toEqual([
    "<-",
    "->",
    "<>",
    "<>",
  ]);
});

test("a recalled message stands alone", () => {
  const messages = [
    message(1, 2, 0),
    message(2, 2, 0, { state: "recalled", content: null }),
    message(3, 2, 0),
  ];
  expect(groups(buildRows({ messages, hasOlder: true, dividerAfterSeq: null }))).toEqual(["<>", "<>", "<>"]);
});

test("each day begins with its name, once, and breaks a group", () => {
  const midnight = new Date(2026, 4, 21).getTime();
  const messages = [
    message(1, 2, 0, { sentAt: midnight - 1000 }),
    message(2, 2, 0, { sentAt: midnight + 1000 }),
  ];
  const rows = buildRows({ messages, hasOlder: true, dividerAfterSeq: null });
  expect(rows.map((row) => row.kind)).toEqual(["day", "message", "day", "message", "end"]);
  expect(groups(rows)).toEqual(["<>", "<>"]);
});

test("the divider stands before the first message of somebody else after the read position", () => {
  const messages = [message(1, 2, 0), message(2, 1, 0), message(3, 2, 0), message(4, 2, 0)];
  const rows = buildRows({ messages, hasOlder: true, dividerAfterSeq: 1 });
  expect(keys(rows).slice(1)).toEqual(["m1", "m2", "divider", "m3", "m4", "end"]);
  expect(keys(buildRows({ messages, hasOlder: true, dividerAfterSeq: 4 }))).not.toContain("divider");
});

test("the beginning is shown only when nothing older is left", () => {
  const messages = [message(1, 2, 0)];
  expect(keys(buildRows({ messages, hasOlder: true, dividerAfterSeq: null }))[0]).toStartWith("day-");
  expect(keys(buildRows({ messages, hasOlder: false, dividerAfterSeq: null }))[0]).toBe("beginning");
});

test("a message keeps its key when the server takes it", () => {
  const sending = message(1, 1, 0, { seq: null, state: "sending" });
  const sent = message(1, 1, 0);
  const input = { hasOlder: true, dividerAfterSeq: null };
  expect(keys(buildRows({ messages: [sending], ...input }))).toEqual(
    keys(buildRows({ messages: [sent], ...input })),
  );
});

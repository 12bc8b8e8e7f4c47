import { beforeEach, expect, test } from "bun:test";
import type { TimelineMessage } from "@parley/sdk";
import {
  endSelection,
  isSelected,
  isSelecting,
  select,
  selectedMax,
  selectedMessages,
  selectRange,
  toggleSelected,
} from "./selection.ts";

function message(seq: number, changes: Partial<TimelineMessage> = {}): TimelineMessage {
  return {
    ...{ conversationId: 7, id: `m${seq}`, seq, senderId: 1, sentAt: seq, isMine: false },
    ...{ state: "sent", content: { type: "text", text: `text ${seq}` } },
    ...changes,
  } as TimelineMessage;
}

const ids = () => selectedMessages().map(({ id }) => id);

beforeEach(endSelection);

test("[UX-29] messages are picked in any order and answered in the order in which they were said", () => {
  for (const seq of [3, 1, 2]) toggleSelected(message(seq));
  expect(ids()).toEqual(["m1", "m2", "m3"]);
  expect(isSelecting(7)).toBe(true);
  expect(isSelecting(8)).toBe(false);
});

test("[UX-29] the last one that is let go of ends the selection", () => {
  toggleSelected(message(1));
  toggleSelected(message(2));
  toggleSelected(message(1));
  expect(ids()).toEqual(["m2"]);
  toggleSelected(message(2));
  expect(isSelecting(7)).toBe(false);
});

test("[UX-29] a range goes from the one picked last, upwards and downwards", () => {
  const shown = [1, 2, 3, 4, 5].map((seq) => message(seq));
  const [, second, , fourth, fifth] = shown;
  if (second === undefined || fourth === undefined || fifth === undefined) throw new Error("too few");
  toggleSelected(fourth);
  selectRange(shown, second);
  expect(ids()).toEqual(["m2", "m3", "m4"]);
  selectRange(shown, fifth);
  expect(ids()).toEqual(["m2", "m3", "m4", "m5"]);
});

test("[UX-29] what is not sent, recalled or said by the system is not picked", () => {
  select([
    message(1, { state: "sending", seq: null }),
    message(2, { state: "recalled", content: null }),
    message(3, { content: { type: "notice", notice: "contacts_made", text: "" } }),
  ]);
  expect(isSelecting(7)).toBe(false);
});

test("[UX-29] no more are picked than one call can forward", () => {
  select(Array.from({ length: selectedMax + 1 }, (_, index) => message(index + 1)));
  expect(ids()).toHaveLength(selectedMax);
  expect(isSelected(`m${selectedMax + 1}`)).toBe(false);
});

test("[UX-29] beginning in another conversation forgets what was picked in the first", () => {
  select([message(1)]);
  select([message(2, { conversationId: 8 })]);
  expect(ids()).toEqual(["m2"]);
  expect(isSelecting(8)).toBe(true);
});

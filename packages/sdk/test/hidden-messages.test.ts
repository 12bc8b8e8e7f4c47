import { expect, test } from "bun:test";
import { addSlice, applyEvent, changeMessage, emptyHistory } from "../src/state/history.ts";
import { FakeLog } from "./support/fake-log.ts";

const hide = (seq: number) => ({ ev: "message.hidden", seq }) as const;

test("[MSG-24] a hidden message loses its content here, also when a page read before brings it", () => {
  const log = new FakeLog(10);
  log.send(2, "a", "one");
  log.send(2, "b", "two");
  const page = { fromSeq: 1, toSeq: 2, messages: log.messages() };
  const hiddenFirst = addSlice(changeMessage(emptyHistory(3), hide(2)), page);
  const hiddenLater = changeMessage(addSlice(emptyHistory(3), page), hide(2));
  expect(hiddenFirst).toEqual(hiddenLater);
  expect(hiddenFirst.slices[0]?.messages).toMatchObject([
    { seq: 1, content: { text: "one" } },
    { seq: 2, content: null, isHidden: true },
  ]);
  expect(addSlice(hiddenFirst, page)).toEqual(hiddenFirst);
  const recalled = applyEvent(hiddenFirst, log.recall(2, "b"));
  expect(recalled.slices[0]?.messages[1]).toMatchObject({ content: null, isHidden: true });
});

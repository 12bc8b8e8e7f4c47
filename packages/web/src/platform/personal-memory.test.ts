import { expect, test } from "bun:test";
import type { TimelineMessage } from "@parley/sdk";
import { changeComposer, composerState } from "../features/message/composer-state.ts";
import { keepRecalledText, recalledText } from "../features/message/recalled-texts.ts";
import { lookEverywhere, lookedFor } from "../features/search/looked-for.ts";
import { forgetPerson } from "./personal-memory.ts";

test("who signs in next in the same page finds nothing of who was there before", () => {
  const edited = { id: "m", conversationId: 7 } as TimelineMessage;
  keepRecalledText("m", "said too soon");
  changeComposer(7, { edited, editText: "said better" });
  lookEverywhere("another job");
  forgetPerson();
  expect(recalledText("m")).toBeUndefined();
  expect(composerState(7)).toMatchObject({ edited: null, editText: "" });
  expect(lookedFor(null).query).toBe("");
});

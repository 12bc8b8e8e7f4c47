import { expect, test } from "bun:test";
import { parsePath, pathOf } from "./router.ts";

test("a conversation's address leads back to the same conversation", () => {
  for (const route of [
    { conversationId: null, isDetails: false },
    { conversationId: 12, isDetails: false },
    { conversationId: 12, isDetails: true },
  ]) {
    expect(parsePath(pathOf(route))).toEqual(route);
  }
});

test("an address the app does not know shows the inbox", () => {
  for (const path of ["/c/", "/c/abc", "/c/1/2", "/x", "/c/99999999999999999999"]) {
    expect(parsePath(path)).toEqual({ conversationId: null, isDetails: false });
  }
});

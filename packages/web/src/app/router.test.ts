import { expect, test } from "bun:test";
import { inboxRoute, parentOf, parsePath, pathOf, type Route } from "./router.ts";

const routes: readonly Route[] = [inboxRoute(), inboxRoute(12), inboxRoute(12, true), { page: "settings" }];

test("the address of every page leads back to the same page", () => {
  for (const route of routes) expect(parsePath(pathOf(route))).toEqual(route);
});

test("an address the app does not know shows the inbox", () => {
  for (const path of ["/c/", "/c/abc", "/c/1/2", "/x", "/c/99999999999999999999", "/settings/x"]) {
    expect(parsePath(path)).toEqual(inboxRoute());
  }
});

test("going up leads from details to the conversation to the inbox, and no further", () => {
  expect(parentOf(inboxRoute(12, true))).toEqual(inboxRoute(12));
  expect(parentOf(inboxRoute(12))).toEqual(inboxRoute());
  expect(parentOf(inboxRoute())).toBeNull();
  expect(parentOf({ page: "settings" })).toBeNull();
});

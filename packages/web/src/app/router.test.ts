import { expect, test } from "bun:test";
import { isAppPath } from "../service-worker/app-paths.ts";
import { inboxRoute, type PageName, parentOf, parsePath, pathOf, type Route } from "./router.ts";

/** Examples of every page. */
const examples = {
  inbox: [
    inboxRoute(),
    inboxRoute(12),
    inboxRoute(12, "details"),
    inboxRoute(12, "search"),
    inboxRoute(12, null, 345),
  ],
  search: [{ page: "search" }],
  saved: [
    { page: "saved", part: null },
    { page: "saved", part: "scheduled" },
  ],
  join: [{ page: "join", code: "Ab_9-z" }],
  contacts: [
    { page: "contacts", place: null },
    { page: "contacts", place: "requests" },
    { page: "contacts", place: "groups" },
    { page: "contacts", place: 12 },
    { page: "contacts", place: "u/Ab_9-z" },
  ],
  settings: [
    { page: "settings", part: null },
    { page: "settings", part: "devices" },
  ],
  admin: [
    { page: "admin", part: "users" },
    { page: "admin", part: "audit" },
  ],
  approve: [{ page: "approve", requestId: "0190a8f0-0000-7000-8000-000000000000" }],
} as const satisfies Record<PageName, readonly Route[]>;

const routes: readonly Route[] = Object.values(examples).flat();

test("the address of every page leads back to the same page", () => {
  for (const route of routes) expect(parsePath(pathOf(route))).toEqual(route);
});

test("every page opens without a network, the server's own pages do not come from the app", () => {
  for (const route of routes)
    expect([pathOf(route), isAppPath(pathOf(route), "/")]).toEqual([pathOf(route), true]);
  for (const path of ["/docs", "/openapi.json", "/healthz"]) expect(isAppPath(path, "/")).toBe(false);
  expect([isAppPath("/app", "/app"), isAppPath("/", "/app")]).toEqual([true, false]);
});

test("an address the app does not know shows the inbox", () => {
  for (const path of [
    "/c/",
    "/c/abc",
    "/c/1/x",
    "/c/1/2/3",
    "/saved/x",
    "/x",
    "/c/99999999999999999999",
    "/settings/x",
    "/settings/devices/x",
    "/contacts/0x1",
    "/u",
    "/sign-in/a b",
  ]) {
    expect(parsePath(path)).toEqual(inboxRoute());
  }
});

test("going up leads from details to the conversation to the inbox, and no further", () => {
  expect(parentOf(inboxRoute(12, "details"))).toEqual(inboxRoute(12));
  expect(parentOf(inboxRoute(12, "search"))).toEqual(inboxRoute(12));
  expect(parentOf(inboxRoute(12))).toEqual(inboxRoute());
  expect(parentOf(inboxRoute())).toBeNull();
  expect(parentOf({ page: "settings", part: null })).toBeNull();
  expect(parentOf({ page: "settings", part: "devices" })).toEqual({ page: "settings", part: null });
  expect(parentOf({ page: "contacts", place: 12 })).toEqual({ page: "contacts", place: null });
});

import { expect, test } from "bun:test";
import { bannerState, quietMs } from "./banner-state.ts";

const offline = { status: "offline", retryAt: 20_000, attempt: 3 } as const;

test("nothing is shown for a loss shorter than two seconds", () => {
  expect(bannerState(offline, 10_000, 10_000 + quietMs - 1, true)).toEqual({ kind: "hidden" });
  expect(bannerState(offline, 10_000, 10_000 + quietMs, true)).toEqual({ kind: "waiting", seconds: 8 });
});

test("the countdown ends in connecting, never in zero or less", () => {
  expect(bannerState(offline, 0, 19_001, true)).toEqual({ kind: "waiting", seconds: 1 });
  expect(bannerState(offline, 0, 20_000, true)).toEqual({ kind: "connecting" });
  expect(bannerState(offline, 0, 25_000, true)).toEqual({ kind: "connecting" });
});

test("without a network the banner says so instead of counting", () => {
  expect(bannerState(offline, 0, 15_000, false)).toEqual({ kind: "no-network" });
});

test("a good connection, and one that only catches up, show nothing", () => {
  expect(bannerState({ status: "online" }, null, 15_000, true)).toEqual({ kind: "hidden" });
  expect(bannerState({ status: "behind" }, null, 15_000, true)).toEqual({ kind: "hidden" });
});

test("a server that speaks another protocol version asks for a reload at once", () => {
  const kicked = { status: "kicked", code: 4500, reason: "version-unsupported" } as const;
  expect(bannerState(kicked, 0, 1, true)).toEqual({ kind: "unsupported" });
});

import { expect, test } from "bun:test";
import type { ComplaintStatus } from "@parley/protocol";
import { statusChangeRefusal } from "./complaint-policy.ts";

test("[COMP-5] [COMP-6] a complaint goes forward alone, and one that is over stays as it is", () => {
  const statuses: ComplaintStatus[] = ["open", "assigned", "answered", "closed", "withdrawn"];
  const allowed = Object.fromEntries(
    statuses.map((from) => [from, statuses.filter((to) => statusChangeRefusal(from, to) === null)]),
  );
  expect(allowed).toEqual({
    open: statuses,
    assigned: statuses,
    answered: ["answered", "closed"],
    closed: [],
    withdrawn: [],
  });
});

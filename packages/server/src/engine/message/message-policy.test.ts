import { expect, test } from "bun:test";
import { type ErrorCode, limits, type MemberRole } from "@parley/protocol";
import { type EditQuestion, editRefusal, recallRefusal } from "./message-policy.ts";

const sentAt = 1_000_000;

test("[MSG-20] [SEC-35] authors recall within the window of the stored time, admins at any time, and nobody over their rank", () => {
  const late = sentAt + limits.recallWindowMs + 1;
  const cases: [
    isAuthor: boolean,
    actor: MemberRole,
    author: MemberRole | null,
    now: number,
    ErrorCode | null,
  ][] = [
    [true, "member", "member", sentAt, null],
    [true, "member", "member", late - 1, null],
    [true, "member", "member", late, "window_passed"],
    [true, "admin", "admin", late, null],
    [true, "owner", "owner", late, null],
    [false, "member", "member", sentAt, "forbidden"],
    [false, "member", "owner", sentAt, "forbidden"],
    [false, "admin", "member", late, null],
    [false, "admin", "admin", sentAt, "forbidden"],
    [false, "admin", "owner", sentAt, "forbidden"],
    [false, "owner", "admin", late, null],
    [false, "admin", null, late, null],
  ];
  for (const [isAuthor, actorRole, authorRole, now, refusal] of cases) {
    const question = { isAuthor, actorRole, authorRole, sentAt, now };
    expect([question, recallRefusal(question)]).toEqual([question, refusal]);
  }
});

test("[MSG-40] [MSG-46] [SEC-35] authors edit texts and captions of their own within the window of the stored time", () => {
  const last = sentAt + limits.editWindowMs;
  const right = {
    isAuthor: true,
    isForwarded: false,
    kind: "text",
    edit: "text",
    sentAt,
    now: last,
  } as const;
  const cases: [changes: Partial<EditQuestion>, ErrorCode | null][] = [
    [{}, null],
    [{ now: last + 1 }, "window_passed"],
    [{ isAuthor: false }, "forbidden"],
    [{ isForwarded: true }, "forbidden"],
    [{ kind: "image" }, "forbidden"],
    [{ edit: "caption" }, "forbidden"],
    [{ kind: "image", edit: "caption" }, null],
    [{ kind: "video", edit: "caption" }, null],
    [{ kind: "file", edit: "caption" }, null],
    [{ kind: "file", edit: "caption", now: last + 1 }, "window_passed"],
    [{ kind: "voice", edit: "caption" }, "forbidden"],
    [{ kind: "location", edit: "caption" }, "forbidden"],
  ];
  for (const [changes, refusal] of cases) {
    expect([changes, editRefusal({ ...right, ...changes })]).toEqual([changes, refusal]);
  }
});

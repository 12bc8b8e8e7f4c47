/** People, contacts, settings, complaints, automatic answers. */
import { accounts, anyone, signedIn, type Table } from "./row.ts";

const onTarget = ({ world }: { readonly world: { readonly target: { readonly id: number } } }) => ({
  userId: world.target.id,
});

export const contactCases = {
  "search.find": [{ args: ({ world }) => ({ query: world.target.username }), expect: accounts("ok") }],
  "user.search": [{ args: ({ world }) => ({ query: world.target.username }), expect: accounts("ok") }],
  "user.list": [{ args: ({ world }) => ({ userIds: [world.target.id] }), expect: signedIn("ok") }],
  "user.get": [
    { about: "the target", args: ({ world }) => ({ id: world.target.id }), expect: signedIn("ok") },
    {
      about: "somebody unrelated",
      args: ({ world }) => ({ id: world.unrelated.id }),
      expect: signedIn("ok", { guest: "not_found" }),
    },
  ],
  "user.qr": [{ args: () => ({}), expect: accounts("ok") }],
  "user.renewQr": [{ args: () => ({}), expect: accounts("ok") }],
  "user.resolve": [{ args: ({ world }) => ({ code: world.linkCode }), expect: signedIn("ok") }],
  "user.preview": [
    {
      about: "nobody",
      args: () => ({ uuid: "00000000-0000-4000-8000-000000000000" }),
      expect: anyone("not_found"),
    },
  ],
  "user.follow": [{ args: onTarget, expect: signedIn("ok", { blocked: "not_accepted" }) }],
  "user.unfollow": [{ args: onTarget, expect: signedIn("ok") }],
  "user.followers": [{ args: () => ({}), expect: signedIn("ok") }],
  "user.following": [{ args: () => ({}), expect: signedIn("ok") }],
  "contact.request": [
    {
      args: onTarget,
      expect: signedIn("ok", { contact: "conflict", blocked: "not_accepted" }),
    },
  ],
  "contact.requests.list": [{ args: () => ({}), expect: signedIn("ok") }],
  "contact.answer": [
    {
      about: "a request of the target to somebody else",
      args: ({ world }) => ({ requestId: world.requestId, answer: "accept" }),
      expect: signedIn("not_found"),
    },
  ],
  "contact.list": [{ args: () => ({}), expect: signedIn("ok") }],
  "contact.get": [{ args: onTarget, expect: signedIn("ok") }],
  "contact.isContact": [{ args: onTarget, expect: signedIn("ok") }],
  "contact.setRemark": [
    { args: (context) => ({ ...onTarget(context), remark: "T" }), expect: accounts("ok") },
  ],
  "contact.setTags": [
    {
      args: (context) => ({ ...onTarget(context), tags: ["work"] }),
      expect: accounts("not_found", { contact: "ok" }),
    },
  ],
  "contact.star": [
    {
      args: (context) => ({ ...onTarget(context), isStarred: true }),
      expect: accounts("not_found", { contact: "ok" }),
    },
  ],
  "contact.block": [
    { args: (context) => ({ ...onTarget(context), isBlocked: true }), expect: signedIn("ok") },
  ],
  "contact.setVisibility": [
    {
      args: (context) => ({ ...onTarget(context), canSeeMe: false }),
      expect: accounts("not_found", { contact: "ok" }),
    },
  ],
  "contact.remove": [{ args: onTarget, expect: signedIn("ok") }],
  "settings.get": [{ args: () => ({}), expect: signedIn("ok") }],
  "settings.set": [
    { args: () => ({ section: "language", value: { language: "en" } }), expect: signedIn("ok") },
  ],
  "complaint.create": [
    {
      about: "the target",
      args: ({ world }) => ({ target: { kind: "user", userId: world.target.id }, reason: "spam" }),
      expect: signedIn("ok"),
    },
    {
      about: "a group of the target",
      args: ({ world }) => ({ target: { kind: "group", conversationId: world.groupId }, reason: "spam" }),
      expect: signedIn("not_found"),
    },
  ],
  "complaint.list": [{ args: () => ({}), expect: signedIn("ok") }],
  "complaint.update": [
    {
      about: "the target's",
      args: ({ world }) => ({ complaintId: world.complaintId, reason: "mine" }),
      expect: signedIn("not_found"),
    },
  ],
  "complaint.withdraw": [
    {
      about: "the target's",
      args: ({ world }) => ({ complaintId: world.complaintId }),
      expect: signedIn("not_found"),
    },
  ],
  "autoAnswer.create": [{ args: () => ({ question: "why", answer: "so" }), expect: accounts("ok") }],
  "autoAnswer.update": [
    {
      about: "the target's",
      args: ({ world }) => ({ autoAnswerId: world.autoAnswerId, answer: "mine" }),
      expect: accounts("not_found"),
    },
  ],
  "autoAnswer.delete": [
    {
      about: "the target's, which stays",
      args: ({ world }) => ({ autoAnswerId: world.autoAnswerId }),
      expect: accounts("ok"),
    },
  ],
  "autoAnswer.list": [{ args: () => ({}), expect: accounts("ok") }],
} satisfies Partial<Table>;

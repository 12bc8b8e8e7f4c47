/** Conversations and messages: the caller's with the target, and a group the caller is not in. */
import { accounts, type CaseContext, signedIn, type Table } from "./row.ts";

const direct = ({ direct: { conversationId } }: CaseContext) => ({ conversationId });
const foreign = ({ world }: CaseContext) => ({ conversationId: world.groupId });
const text = { type: "text", text: "hi" };
const send = (place: { readonly conversationId: number }) => ({
  ...place,
  id: Bun.randomUUIDv7(),
  content: text,
});

export const conversationCases = {
  "conversation.openDirect": [{ args: ({ world }) => ({ userId: world.target.id }), expect: signedIn("ok") }],
  "conversation.openNotes": [{ args: () => ({}), expect: accounts("ok") }],
  "conversation.openLobby": [{ args: () => ({}), expect: signedIn("ok") }],
  "conversation.get": [
    { about: "own", args: direct, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
    { about: "none", args: () => ({ uuid: crypto.randomUUID() }), expect: signedIn("not_found") },
  ],
  "group.create": [
    {
      args: ({ world }) => ({ memberIds: [world.target.id] }),
      expect: accounts("ok", { blocked: "not_accepted" }),
    },
  ],
  "group.createFromDirect": [
    {
      about: "own",
      args: (context) => ({ ...direct(context), memberIds: [context.world.other.id] }),
      expect: accounts("ok", { blocked: "not_accepted" }),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), memberIds: [] }),
      expect: accounts("not_found"),
    },
  ],
  "member.list": [
    { about: "own", args: direct, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "message.send": [
    {
      about: "own",
      args: (context) => send(direct(context)),
      expect: signedIn("ok", { blocked: "not_accepted" }),
    },
    { about: "foreign", args: (context) => send(foreign(context)), expect: signedIn("not_found") },
  ],
  "message.list": [
    { about: "own", args: direct, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "message.search": [
    { about: "everywhere", args: () => ({ query: "hi" }), expect: signedIn("ok") },
    {
      about: "own",
      args: (context) => ({ ...direct(context), query: "hi" }),
      expect: signedIn("ok"),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), query: "hi" }),
      expect: signedIn("not_found"),
    },
  ],
  "message.recall": [
    {
      about: "the own one",
      args: (context) => ({ ...direct(context), id: context.direct.ownMessageId }),
      expect: signedIn("ok"),
    },
    {
      about: "the target's",
      args: (context) => ({ ...direct(context), id: context.direct.targetsMessageId }),
      expect: signedIn("forbidden"),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), id: context.world.groupMessageId }),
      expect: signedIn("not_found"),
    },
  ],
  "inbox.list": [{ args: () => ({}), expect: signedIn("ok") }],
  "inbox.markRead": [
    { about: "own", args: (context) => ({ ...direct(context), seq: 1 }), expect: signedIn("ok") },
    { about: "foreign", args: (context) => ({ ...foreign(context), seq: 1 }), expect: signedIn("not_found") },
  ],
  "sync.heads": [{ args: () => ({}), expect: signedIn("ok") }],
  "sync.range": [
    { about: "own", args: (context) => ({ ...direct(context), afterRev: 0 }), expect: signedIn("ok") },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), afterRev: 0 }),
      expect: signedIn("not_found"),
    },
  ],
  "signal.typing": [
    { about: "own", args: direct, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "presence.watch": [{ args: ({ world }) => ({ userIds: [world.target.id] }), expect: signedIn("ok") }],
} satisfies Partial<Table>;

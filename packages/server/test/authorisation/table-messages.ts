/** What is done with messages: the caller's with the target, and one of a group the caller is not in. */
import { accounts, type CaseContext, signedIn, type Table } from "./row.ts";

const targets = (context: CaseContext) => ({
  conversationId: context.direct.conversationId,
  id: context.direct.targetsMessageId,
});
const own = ({ direct: { conversationId, ownMessageId } }: CaseContext) => ({
  conversationId,
  id: ownMessageId,
});
const inDirect = ({ direct: { conversationId } }: CaseContext) => ({ conversationId });
const content = { type: "text", text: "edited" };
const foreign = ({ world }: CaseContext) => ({ conversationId: world.groupId, id: world.groupMessageId });
const forwarding = ({ conversationId, id }: ReturnType<typeof foreign>, to: ReturnType<typeof inDirect>) => ({
  conversationId,
  ids: [id],
  toConversationId: to.conversationId,
  newIds: [crypto.randomUUID()],
});
/** In an hour. */
const soon = () => Date.now() + 3_600_000;
const several = ({ conversationId, id }: ReturnType<typeof foreign>) => ({ conversationId, ids: [id] });

export const messageCases = {
  "message.edit": [
    {
      about: "the own one",
      args: (context) => ({ ...own(context), content }),
      expect: signedIn("ok", { blocked: "not_accepted" }),
    },
    {
      about: "the target's",
      args: (context) => ({ ...targets(context), content }),
      expect: signedIn("forbidden"),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), content }),
      expect: signedIn("not_found"),
    },
  ],
  "stream.append": [
    {
      args: (context) => ({ ...foreign(context), position: 0, text: "hi" }),
      expect: accounts("not_found"),
    },
  ],
  "stream.get": [
    { about: "a text", args: targets, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  // The matrix has no poll: what is there is none, what is not there is not seen. See polls.test.ts.
  "poll.vote": [{ args: (context) => ({ ...foreign(context), choice: [0] }), expect: signedIn("not_found") }],
  "poll.close": [{ args: foreign, expect: signedIn("not_found") }],
  "poll.get": [{ args: foreign, expect: signedIn("not_found") }],
  "poll.listVoters": [
    { args: (context) => ({ ...foreign(context), option: 0 }), expect: signedIn("not_found") },
  ],
  "message.forward": [
    {
      about: "own",
      args: (context) => forwarding(targets(context), inDirect(context)),
      expect: signedIn("ok", { blocked: "not_accepted", stranger: "ok" }),
    },
    {
      about: "foreign",
      args: (context) => forwarding(foreign(context), inDirect(context)),
      expect: signedIn("not_found"),
    },
    {
      about: "to where one is not",
      args: (context) => forwarding(targets(context), { conversationId: context.world.groupId }),
      expect: signedIn("not_found"),
    },
  ],
  "message.listForwarded": [
    { about: "own", args: targets, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "message.listEdits": [
    { about: "the own one", args: own, expect: accounts("ok") },
    { about: "the target's", args: targets, expect: accounts("forbidden") },
    { about: "foreign", args: foreign, expect: accounts("not_found") },
  ],
  "message.report": [
    {
      about: "the target's",
      args: (context) => ({ ...targets(context), reason: "spam" }),
      expect: signedIn("ok"),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), reason: "spam" }),
      expect: signedIn("not_found"),
    },
  ],
  "message.react": [
    {
      about: "own",
      args: (context) => ({ ...targets(context), emojis: ["👍"] }),
      expect: signedIn("ok", { blocked: "not_accepted" }),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), emojis: ["👍"] }),
      expect: signedIn("not_found"),
    },
  ],
  "message.pin": [
    { about: "own", args: targets, expect: accounts("ok", { blocked: "not_accepted" }) },
    { about: "foreign", args: foreign, expect: accounts("not_found") },
  ],
  "message.unpin": [
    { about: "own", args: targets, expect: accounts("ok", { blocked: "not_accepted" }) },
    { about: "foreign", args: foreign, expect: accounts("not_found") },
  ],
  "message.dismissPreview": [
    { about: "the own one", args: own, expect: signedIn("ok") },
    { about: "the target's", args: targets, expect: signedIn("forbidden") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "message.listPinned": [
    { about: "own", args: inDirect, expect: signedIn("ok") },
    {
      about: "foreign",
      args: ({ world }) => ({ conversationId: world.groupId }),
      expect: signedIn("not_found"),
    },
  ],
  "message.context": [
    { about: "own", args: targets, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "message.hide": [
    { about: "own", args: (context) => several(targets(context)), expect: accounts("ok") },
    { about: "foreign", args: (context) => several(foreign(context)), expect: accounts("not_found") },
  ],
  "message.save": [
    { about: "own", args: targets, expect: accounts("ok") },
    { about: "foreign", args: foreign, expect: accounts("not_found") },
  ],
  "message.unsave": [
    { about: "own", args: targets, expect: accounts("ok") },
    { about: "foreign", args: foreign, expect: accounts("ok") },
  ],
  "message.schedule": [
    {
      about: "own",
      args: (context) => ({ ...inDirect(context), id: Bun.randomUUIDv7(), content, sendAt: soon() }),
      expect: accounts("ok", { blocked: "not_accepted" }),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), id: Bun.randomUUIDv7(), content, sendAt: soon() }),
      expect: accounts("not_found"),
    },
  ],
  "message.listScheduled": [{ args: () => ({}), expect: accounts("ok") }],
  "message.editScheduled": [
    {
      about: "what is not scheduled",
      args: (context) => ({ ...targets(context), content }),
      expect: accounts("not_found"),
    },
  ],
  "message.cancelScheduled": [
    { about: "the own one, sent", args: own, expect: accounts("conflict") },
    { about: "foreign", args: foreign, expect: accounts("ok") },
  ],
  "message.listSaved": [{ args: () => ({}), expect: accounts("ok") }],
} satisfies Partial<Table>;

/** What callers keep of conversations for themselves: of the one with the target, and of a group they are not in. */
import { type CaseContext, signedIn, type Table } from "./row.ts";

const direct = ({ direct: { conversationId } }: CaseContext) => ({ conversationId });
const foreign = ({ world }: CaseContext) => ({ conversationId: world.groupId });

/** The own one can be changed, one the caller is not in cannot. */
function ownAndForeign(more: object = {}) {
  return [
    {
      about: "own",
      args: (context: CaseContext) => ({ ...direct(context), ...more }),
      expect: signedIn("ok"),
    },
    {
      about: "foreign",
      args: (context: CaseContext) => ({ ...foreign(context), ...more }),
      expect: signedIn("not_found"),
    },
  ];
}

/** A folder of nobody. */
const folder = { id: 999_999_999 };

export const inboxCases = {
  "inbox.pin": ownAndForeign(),
  "inbox.unpin": ownAndForeign(),
  "inbox.mute": ownAndForeign(),
  "inbox.unmute": ownAndForeign(),
  "inbox.setLevel": ownAndForeign({ level: "mentions" }),
  "inbox.archive": ownAndForeign(),
  "inbox.unarchive": ownAndForeign(),
  "inbox.markUnread": ownAndForeign(),
  "inbox.hide": ownAndForeign(),
  "inbox.unhide": ownAndForeign(),
  "inbox.saveDraft": ownAndForeign({ text: "later" }),
  "folder.create": [{ args: () => ({ name: "work" }), expect: signedIn("ok") }],
  "folder.list": [{ args: () => ({}), expect: signedIn("ok") }],
  "folder.rename": [
    { about: "nobody's", args: () => ({ ...folder, name: "new" }), expect: signedIn("not_found") },
  ],
  "folder.remove": [{ about: "nobody's", args: () => folder, expect: signedIn("not_found") }],
  "folder.reorder": [
    { about: "nobody's", args: () => ({ ids: [folder.id] }), expect: signedIn("invalid_arguments") },
  ],
  "folder.assign": ownAndForeign({ folderIds: [] }),
  "inbox.markDelivered": [
    {
      about: "own",
      args: (context) => ({ positions: [{ ...direct(context), seq: 1 }] }),
      expect: signedIn("ok"),
    },
    // Passed over: nothing tells whether it exists.
    {
      about: "foreign",
      args: (context) => ({ positions: [{ ...foreign(context), seq: 1 }] }),
      expect: signedIn("ok"),
    },
  ],
  "message.listReaders": ownAndForeign({ seq: 1 }),
  "signal.recording": ownAndForeign({ kind: "voice" }),
  "inbox.clear": ownAndForeign(),
} satisfies Partial<Table>;

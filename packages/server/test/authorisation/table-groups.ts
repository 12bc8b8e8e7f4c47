/** Groups: one of the target in which every caller is a plain member, and one in which none is. */
import { accounts, type Case, type CaseContext, signedIn, type Table } from "./row.ts";

const shared = ({ world }: CaseContext) => ({ conversationId: world.sharedGroupId });
const foreign = ({ world }: CaseContext) => ({ conversationId: world.groupId });
type Arguments = (context: CaseContext) => object;

/** Asked by members, who may not, and by strangers, who are not told that there is such a group. */
const forAdmins = (more: Arguments): Case[] => [
  {
    about: "as a member",
    args: (context) => ({ ...shared(context), ...more(context) }),
    expect: accounts("forbidden"),
  },
  foreignAccounts(more),
];

function foreignAccounts(more: Arguments): Case {
  return {
    about: "foreign",
    args: (context) => ({ ...foreign(context), ...more(context) }),
    expect: accounts("not_found"),
  };
}

const other: Arguments = ({ world }) => ({ userId: world.other.id });
const stranger: Arguments = ({ world }) => ({ userIds: [world.stranger.id] });

export const groupCases = {
  "group.get": [
    { about: "own", args: shared, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "group.search": [{ args: () => ({ query: "a" }), expect: accounts("ok") }],
  "group.preview": [{ about: "a closed one", args: foreign, expect: signedIn("not_found") }],
  "group.update": forAdmins(() => ({ name: "Ours" })),
  "group.dissolve": forAdmins(() => ({})),
  "group.lock": forAdmins(() => ({ isLocked: true })),
  "group.muteAll": forAdmins(() => ({ isMuted: true })),
  "group.transfer": forAdmins(other),
  "group.leave": [
    { about: "own", args: shared, expect: signedIn("ok") },
    { about: "foreign", args: foreign, expect: signedIn("not_found") },
  ],
  "group.join": [{ about: "a closed one", args: foreign, expect: signedIn("not_found") }],
  "group.requests.list": forAdmins(() => ({})),
  "group.requests.answer": forAdmins((context) => ({ ...other(context), answer: "accept" })),
  "invite.create": [
    { about: "as a member", args: shared, expect: accounts("ok") },
    foreignAccounts(() => ({})),
  ],
  "invite.list": [
    { about: "as a member", args: shared, expect: accounts("ok") },
    foreignAccounts(() => ({})),
  ],
  "invite.revoke": [
    { about: "the target's", args: ({ world }) => ({ id: world.inviteId }), expect: accounts("not_found") },
  ],
  "invite.accept": [
    {
      about: "the target's, where guests may not",
      args: ({ world }) => ({ code: world.inviteCode }),
      expect: signedIn("ok", { guest: "forbidden" }),
    },
    { about: "none", args: () => ({ code: "none" }), expect: signedIn("not_found") },
  ],
  "member.add": [
    {
      about: "as a member",
      args: (context) => ({ ...shared(context), ...stranger(context) }),
      expect: accounts("ok"),
    },
    foreignAccounts(stranger),
  ],
  "member.remove": forAdmins(other),
  "member.setRole": forAdmins((context) => ({ ...other(context), role: "admin" })),
  "member.mute": forAdmins((context) => ({ ...other(context), until: 4_000_000_000_000 })),
  "member.lock": forAdmins((context) => ({ ...other(context), isLocked: true })),
  "member.setProfile": [
    {
      about: "own",
      args: (context) => ({ ...shared(context), nickname: "N" }),
      expect: signedIn("ok"),
    },
    {
      about: "foreign",
      args: (context) => ({ ...foreign(context), nickname: "N" }),
      expect: signedIn("not_found"),
    },
  ],
} satisfies Partial<Table>;

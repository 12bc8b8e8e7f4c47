/**
 * How every operation of administrators alone that changes something is called: from this the test of the audit log is
 * made, which fails for an operation that is not here (ADM-3).
 */
import type { SignedIn, User } from "@parley/protocol";
import type { TestServer } from "./test-server.ts";

export interface ActContext {
  readonly server: TestServer;
  readonly admin: SignedIn;
  /** Somebody new. */
  readonly target: User;
}

export interface AdminAct {
  /** Arguments with which it succeeds; makes ready what it needs. */
  args(context: ActContext): object | Promise<object>;
  /** Arguments with which it is refused. */
  readonly refused: object;
}

const nobody = { userId: 999_999_999 };
const onTarget = ({ target }: ActContext) => ({ userId: target.id });
const password = "a secret horse";

async function newInvite({ server, admin }: ActContext): Promise<string> {
  return (await server.post("registrationInvite.create", {}, admin.accessToken)).body.invite.id;
}

export const adminActs: Readonly<Record<string, AdminAct>> = {
  "admin.createUser": {
    args: ({ target }) => ({ username: `audited_${target.id}`, password, role: "user" }),
    refused: { username: "the_admin", role: "user" },
  },
  "admin.disableUser": { args: onTarget, refused: nobody },
  "admin.enableUser": { args: onTarget, refused: nobody },
  "admin.deleteUser": { args: onTarget, refused: nobody },
  "admin.resetPassword": {
    args: ({ target }) => ({ userId: target.id, password }),
    refused: { ...nobody, password },
  },
  "admin.setRole": {
    args: ({ target }) => ({ userId: target.id, role: "bot" }),
    refused: { ...nobody, role: "bot" },
  },
  "admin.updateUser": {
    args: ({ target }) => ({ userId: target.id, nickname: "Audited" }),
    refused: { ...nobody, nickname: "Audited" },
  },
  "admin.listMails": { args: () => ({ limit: 1 }), refused: { limit: 0 } },
  "registrationInvite.create": { args: () => ({}), refused: { uses: 0 } },
  "registrationInvite.revoke": {
    args: async (context) => ({ id: await newInvite(context) }),
    refused: { id: "0190b6a5-7c5e-7d35-8a3b-1f0e2d3c4b5a" },
  },
};

/**
 * How every operation of administrators alone that changes something is called: from this the test of the audit log is
 * made, which fails for an operation that is not here (ADM-3).
 */
import type { SignedIn } from "@parley/protocol";
import { switchOnSecondFactor } from "./authenticator.ts";
import type { TestServer } from "./test-server.ts";

export interface ActContext {
  readonly server: TestServer;
  readonly admin: SignedIn;
  /** Somebody new. */
  readonly target: SignedIn;
}

export interface AdminAct {
  /** Arguments with which it succeeds; makes ready what it needs. */
  args(context: ActContext): object | Promise<object>;
  /** Arguments with which it is refused. */
  readonly refused: object;
}

const nobody = { userId: 999_999_999 };
const onTarget = ({ target }: ActContext) => ({ userId: target.user.id });
const password = "a secret horse";

async function newInvite({ server, admin }: ActContext): Promise<string> {
  return (await server.post("registrationInvite.create", {}, admin.accessToken)).body.invite.id;
}

/** Of the target about the administrator. */
async function newComplaint({ server, admin, target }: ActContext): Promise<number> {
  const complaint = { target: { kind: "user", userId: admin.user.id }, reason: "of no help" };
  return (await server.post("complaint.create", complaint, target.accessToken)).body.complaint.id;
}

async function withSecondFactor(context: ActContext): Promise<object> {
  await switchOnSecondFactor(context.server, context.target);
  return onTarget(context);
}

export const adminActs: Readonly<Record<string, AdminAct>> = {
  "admin.createUser": {
    args: ({ target }) => ({ username: `audited_${target.user.id}`, password, role: "user" }),
    refused: { username: "the_admin", role: "user" },
  },
  "admin.disableUser": { args: onTarget, refused: nobody },
  "admin.enableUser": { args: onTarget, refused: nobody },
  "admin.deleteUser": { args: onTarget, refused: nobody },
  "admin.resetPassword": {
    args: ({ target }) => ({ userId: target.user.id, password }),
    refused: { ...nobody, password },
  },
  "admin.setRole": {
    args: ({ target }) => ({ userId: target.user.id, role: "bot" }),
    refused: { ...nobody, role: "bot" },
  },
  "admin.updateUser": {
    args: ({ target }) => ({ userId: target.user.id, nickname: "Audited" }),
    refused: { ...nobody, nickname: "Audited" },
  },
  "admin.removeSecondFactor": { args: withSecondFactor, refused: nobody },
  "admin.assignComplaint": {
    args: async (context) => ({
      complaintId: await newComplaint(context),
      assigneeId: context.admin.user.id,
    }),
    refused: { complaintId: 999_999_999, assigneeId: null },
  },
  "admin.answerComplaint": {
    args: async (context) => ({ complaintId: await newComplaint(context), answer: "thank you" }),
    refused: { complaintId: 999_999_999, answer: "thank you" },
  },
  "admin.closeComplaint": {
    args: async (context) => ({ complaintId: await newComplaint(context), answer: "thank you" }),
    refused: { complaintId: 999_999_999, answer: "thank you" },
  },
  "admin.setWordFilter": { args: () => ({ mask: ["zzzz"] }), refused: { mask: [""] } },
  "admin.listMails": { args: () => ({ limit: 1 }), refused: { limit: 0 } },
  "registrationInvite.create": { args: () => ({}), refused: { uses: 0 } },
  "registrationInvite.revoke": {
    args: async (context) => ({ id: await newInvite(context) }),
    refused: { id: "0190b6a5-7c5e-7d35-8a3b-1f0e2d3c4b5a" },
  },
};

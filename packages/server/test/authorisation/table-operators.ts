/** What administrators alone do, to the target. */
import { admins, type CaseContext, type Table } from "./row.ts";

const onTarget = ({ world }: CaseContext) => ({ userId: world.target.id });
const onComplaint = ({ world }: CaseContext) => ({ complaintId: world.complaintId });

export const operatorCases = {
  "registrationInvite.create": [{ args: () => ({}), expect: admins("ok") }],
  "registrationInvite.list": [{ args: () => ({}), expect: admins("ok") }],
  "registrationInvite.revoke": [
    { args: () => ({ id: "0190b6a5-7c5e-4d35-8a3b-1f0e2d3c4b5a" }), expect: admins("not_found") },
  ],
  "admin.listUsers": [{ args: () => ({}), expect: admins("ok") }],
  "admin.getUser": [{ args: onTarget, expect: admins("ok") }],
  "admin.createUser": [
    { args: ({ freshName }) => ({ username: freshName, role: "bot" }), expect: admins("ok") },
  ],
  "admin.updateUser": [
    { args: (context) => ({ ...onTarget(context), nickname: "Renamed" }), expect: admins("ok") },
  ],
  "admin.disableUser": [
    { args: onTarget, expect: admins("ok") },
    { about: "oneself", args: ({ self }) => ({ userId: self.id }), expect: admins("forbidden") },
  ],
  "admin.enableUser": [{ args: onTarget, expect: admins("ok") }],
  "admin.deleteUser": [{ args: onTarget, expect: admins("ok") }],
  "admin.resetPassword": [
    {
      args: (context) => ({ ...onTarget(context), password: "another long horse" }),
      expect: admins("ok"),
    },
  ],
  "admin.removeSecondFactor": [{ about: "where there is none", args: onTarget, expect: admins("not_found") }],
  "admin.setRole": [
    { args: (context) => ({ ...onTarget(context), role: "bot" }), expect: admins("ok") },
    {
      about: "oneself",
      args: ({ self }) => ({ userId: self.id, role: "admin" }),
      expect: admins("forbidden"),
    },
  ],
  "admin.listAudit": [{ args: () => ({}), expect: admins("ok") }],
  "admin.setWordFilter": [{ args: () => ({ mask: ["zzzz"] }), expect: admins("ok") }],
  "admin.getWordFilter": [{ args: () => ({}), expect: admins("ok") }],
  "admin.listMails": [{ args: () => ({}), expect: admins("ok") }],
  "admin.listComplaints": [{ args: () => ({}), expect: admins("ok") }],
  "admin.assignComplaint": [
    { args: (context) => ({ ...onComplaint(context), assigneeId: context.self.id }), expect: admins("ok") },
  ],
  "admin.answerComplaint": [
    { args: (context) => ({ ...onComplaint(context), answer: "We look." }), expect: admins("ok") },
  ],
  "admin.closeComplaint": [{ args: onComplaint, expect: admins("ok") }],
} satisfies Partial<Table>;

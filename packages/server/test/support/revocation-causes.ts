/**
 * Everything that ends a session, with how it is brought about: each is timed, over HTTP and over the socket
 * (INV-16). Whatever else comes to end sessions joins this list.
 */
import type { SessionEndReason, SignedIn } from "@parley/protocol";
import { shownCode } from "./authenticator.ts";
import type { TestServer } from "./test-server.ts";

export interface Revocation {
  readonly server: TestServer;
  readonly admin: SignedIn;
  /** Whose session is to end. */
  readonly victim: SignedIn;
  readonly victimPassword: string;
  /** Another session of the same user, which may do it. */
  readonly other: SignedIn;
}

export interface RevocationCause {
  readonly name: string;
  readonly reason: SessionEndReason;
  /** Makes ready what the cause needs; answers the one call that ends the session. */
  prepare(revocation: Revocation): Promise<{ operation: string; args: object; token: string | undefined }>;
}

function byAdmin(operation: string, reason: SessionEndReason, more: object = {}): RevocationCause {
  return {
    name: operation,
    reason,
    prepare: async ({ admin, victim }) => ({
      operation,
      args: { userId: victim.user.id, ...more },
      token: admin.accessToken,
    }),
  };
}

export const revocationCauses: readonly RevocationCause[] = [
  {
    name: "account.logout",
    reason: "signed_out",
    prepare: async ({ victim }) => ({ operation: "account.logout", args: {}, token: victim.accessToken }),
  },
  {
    name: "device.signOut",
    reason: "signed_out_elsewhere",
    prepare: async ({ victim, other }) => ({
      operation: "device.signOut",
      args: { sessionId: victim.refreshToken.split(".")[0] },
      token: other.accessToken,
    }),
  },
  {
    name: "device.signOutOthers",
    reason: "signed_out_elsewhere",
    prepare: async ({ other }) => ({ operation: "device.signOutOthers", args: {}, token: other.accessToken }),
  },
  {
    name: "a refresh token used twice",
    reason: "token_reused",
    async prepare({ server, victim: { refreshToken } }) {
      const { body: second } = await server.post("account.refresh", { refreshToken });
      await server.post("account.refresh", { refreshToken: second.refreshToken });
      return { operation: "account.refresh", args: { refreshToken }, token: undefined };
    },
  },
  {
    name: "account.changePassword",
    reason: "password_changed",
    prepare: async ({ other, victimPassword: oldPassword }) => ({
      operation: "account.changePassword",
      args: { oldPassword, newPassword: "another fresh horse" },
      token: other.accessToken,
    }),
  },
  {
    name: "account.delete",
    reason: "account_deleted",
    prepare: async ({ other, victimPassword: password }) => ({
      operation: "account.delete",
      args: { password },
      token: other.accessToken,
    }),
  },
  {
    name: "twoFactor.confirm",
    reason: "account_changed",
    async prepare({ server, other, victimPassword: password }) {
      const { body } = await server.post("twoFactor.begin", { password }, other.accessToken);
      return {
        operation: "twoFactor.confirm",
        args: { code: shownCode(body.secret) },
        token: other.accessToken,
      };
    },
  },
  {
    name: "admin.removeSecondFactor",
    reason: "account_changed",
    async prepare({ server, admin, victim }) {
      const userId = victim.user.id;
      // Switched on without a sign-in, which would end the session that is to be ended.
      await server.runStatement(
        `insert into second_factors (user_id, secret, recovery_digests, last_step, confirmed_at) values (${userId}, '', '[]', 0, 1)`,
      );
      return { operation: "admin.removeSecondFactor", args: { userId }, token: admin.accessToken };
    },
  },
  byAdmin("admin.resetPassword", "password_changed", { password: "another horse" }),
  byAdmin("admin.setRole", "account_changed", { role: "bot" }),
  byAdmin("admin.disableUser", "account_disabled"),
  byAdmin("admin.deleteUser", "account_deleted"),
];

/**
 * The ways to become somebody, loaded by the first of them: who is signed in already needs none. Owns the steps; tokens
 * and the guest's secret are the session keeper's. Guests have no password: their secret is kept in the local store.
 */
import type { ParamsOf, ResultOf } from "@parley/protocol";
import { ParleyError } from "@parley/protocol/errors";
import type { GuestCalls } from "../api.ts";
import type { CallsOf } from "../calls.ts";
import type { ClientParts } from "../client-parts.ts";
import { forgetAll } from "./forget.ts";
import type { SignInName } from "./session-keeper.ts";

export async function signIn<N extends SignInName>(
  parts: ClientParts,
  name: N,
  args: ParamsOf<N>,
): Promise<ResultOf<N>> {
  const { keeper } = parts;
  await parts.ready.promise;
  const result = await keeper.signIn(name, args);
  await become(parts, result.user.id);
  return result;
}

/** The session is this user's from now on; what was another one's is forgotten. */
async function become(parts: ClientParts, userId: number): Promise<void> {
  const { conversations, link, peers } = parts;
  const before = conversations.selfId;
  if (before !== 0 && before !== userId) {
    link.stop({ status: "signed-out" });
    await forgetAll(parts);
  }
  conversations.selfId = userId;
  peers.post("session", null);
  link.start();
}

/** A device that is to be let in by another one is not signed in yet when it asks. */
export function signInCalls(parts: ClientParts): Pick<CallsOf<"signIn">, "request" | "complete"> {
  const { keeper } = parts;
  return {
    request: () => keeper.ask("signIn.request", { device: keeper.device() }),
    async complete(args) {
      await parts.ready.promise;
      const result = await keeper.ask("signIn.complete", args);
      if (result.signedIn !== undefined) {
        await keeper.adopt(result.signedIn);
        await become(parts, result.signedIn.user.id);
      }
      return result;
    },
  };
}

export function guestCalls(parts: ClientParts): GuestCalls {
  const { call, keeper, link, ready, store } = parts;

  async function secretOf(given: string | undefined): Promise<string> {
    await ready.promise;
    const guestSecret = given ?? (await store.guestSecret());
    if (guestSecret === null) {
      throw new ParleyError("credentials_invalid", { message: "No guest is known here." });
    }
    return guestSecret;
  }

  return {
    create: (args = {}) => signIn(parts, "guest.create", args),
    async resume(args = {}) {
      const guestSecret = await secretOf(args.guestSecret);
      const result = await signIn(parts, "guest.resume", { guestSecret });
      await keeper.keepGuestSecret(guestSecret);
      return result;
    },
    async upgrade(args) {
      // The server ends this session: a connection that goes on would take that for the end of the new one.
      link.stop({ status: "connecting", attempt: 1 });
      try {
        return await signIn(parts, "guest.upgrade", args);
      } finally {
        link.start();
      }
    },
    async mergeInto(args = {}) {
      const guestSecret = await secretOf(args.guestSecret);
      const result = await call("guest.mergeInto", { guestSecret });
      await keeper.keepGuestSecret(null);
      return result;
    },
  };
}

/** The calls of guests, who have no password: their secret is kept in the local store. */
import type { ParamsOf, ResultOf } from "@parley/protocol";
import { ParleyError } from "@parley/protocol/errors";
import type { GuestCalls } from "./api.ts";
import type { ClientParts } from "./client-parts.ts";
import type { SignInName } from "./session/session-keeper.ts";

type SignIn = <N extends SignInName>(name: N, args: ParamsOf<N>) => Promise<ResultOf<N>>;

export function guestCalls(parts: ClientParts, signIn: SignIn): GuestCalls {
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
    create: (args = {}) => signIn("guest.create", args),
    async resume(args = {}) {
      const guestSecret = await secretOf(args.guestSecret);
      const result = await signIn("guest.resume", { guestSecret });
      await keeper.keepGuestSecret(guestSecret);
      return result;
    },
    async upgrade(args) {
      // The server ends this session: a connection that goes on would take that for the end of the new one.
      link.stop({ status: "connecting", attempt: 1 });
      try {
        return await signIn("guest.upgrade", args);
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

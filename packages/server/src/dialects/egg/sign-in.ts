/** Signing in by this contract: a person has one session of it, which each login replaces. */
import type { UserActor } from "../../engine/actor.ts";
import type { Caller } from "../dialect.ts";
import type { EggParts } from "./index.ts";
import type { DeviceWords } from "./people.ts";

/** By what sessions of this contract are known among a person's others. */
const sessionName = "egg";
const deviceId = "9f1c3a52-6f0e-4d8b-8a3e-2f4be6b0e199";
export const device = { id: deviceId, name: sessionName };

export interface SignIn {
  /** Ends the person's other sessions of this contract, and answers their record with a new token. */
  enter(actor: UserActor, address: string, words?: DeviceWords, claims?: object): Promise<object>;
}

export function createSignIn({ files, host, people }: EggParts): SignIn {
  async function endOthers(caller: Caller, sessionId: string): Promise<void> {
    const { devices } = await host.call(caller, "device.list", {});
    const own = devices.find((session) => session.sessionId === sessionId);
    for (const session of devices) {
      if (session.name !== sessionName || session.sessionId === sessionId || own === undefined) continue;
      // Of two logins at once the later one stays.
      const isOlder =
        session.signedInAt < own.signedInAt ||
        (session.signedInAt === own.signedInAt && session.sessionId < sessionId);
      if (isOlder) await host.call(caller, "device.signOut", { sessionId: session.sessionId });
    }
  }

  return {
    async enter(actor, address, words, claims = {}) {
      const caller: Caller = { actor, address };
      // A guest has no second session: it comes back with the token it has.
      if (actor.role !== "guest") await endOthers(caller, actor.sessionId);
      const token = host.issueToken(actor, { kind: "jwt", claims: { ...claims }, ttlMs: null });
      const record = JSON.stringify(await people.signedIn(actor, caller, token, words));
      return JSON.parse(await files.withPictures(caller, actor.userId, record));
    },
  };
}

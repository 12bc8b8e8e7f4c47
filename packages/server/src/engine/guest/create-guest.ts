import { type Device, type ParamsOf, ParleyError, type User } from "@parley/protocol";
import { openSession } from "../account/open-session.ts";
import { type Ports, type WriteContext, writeOperation } from "../operation.ts";
import { nameKey } from "../ports/name-key.ts";
import { indexUser } from "../user/index-user.ts";
import { sortKey } from "../user/sort-key.ts";
import { takeGuestTurn } from "./guest-limits.ts";
import { guestName, isGuestName } from "./guest-name.ts";

type Arguments = ParamsOf<"guest.create">;

/** Somebody may have taken a name; nobody has taken this many, of which all but one were made at random. */
const namesTried = 5;

export const createGuest = writeOperation<"guest.create", undefined>({
  async prepare({ ports, address }, _actor, args) {
    if (ports.options.guests === "off") throw new ParleyError("forbidden", { details: { guests: "off" } });
    takeGuestTurn(ports, address, args.deviceId ?? args.device?.id);
    return undefined;
  },
  async run(context, _actor, args) {
    const { tx, ports } = context;
    const user = await insertGuest(context, args.nickname);
    const guestSecret = ports.ids.secret();
    await tx.guests.setSecret(
      user.id,
      secretDigest(ports, guestSecret),
      args.language ?? null,
      ports.clock.now(),
    );
    return { ...(await openSession(context, user, deviceOf(args))), guestSecret };
  },
});

/** Under a key of the server: what is kept opens nothing, and how much of a guess was right cannot be told. */
export function secretDigest({ tokens }: Pick<Ports, "tokens">, guestSecret: string): string {
  return tokens.digest(`guest ${guestSecret}`);
}

async function insertGuest(
  { tx, ports }: WriteContext,
  nickname: string | undefined,
): Promise<Pick<User, "id">> {
  const asked = nickname?.trim();
  for (let tried = 0; tried < namesTried; tried += 1) {
    const uuid = ports.ids.uuid();
    const isAsked = tried === 0 && asked !== undefined && isGuestName(asked);
    const username = isAsked ? asked : guestName(ports.ids.uuid());
    const shown = asked ?? username;
    const id = await tx.users.insert({
      uuid,
      username,
      usernameKey: nameKey(username),
      nickname: shown,
      sortKey: await sortKey(shown),
      role: "guest",
      passwordHash: null,
      createdAt: ports.clock.now(),
    });
    if (id === null) continue;
    await indexUser(tx, { id, username, nickname: shown, role: "guest" });
    return { id };
  }
  throw new Error("no name is left for a guest");
}

function deviceOf({ device, deviceId, platform }: Arguments): Device | undefined {
  const id = device?.id ?? deviceId;
  if (id === undefined) return undefined;
  const known = device?.platform ?? platform;
  return { ...device, id, ...(known === undefined ? {} : { platform: known }) };
}

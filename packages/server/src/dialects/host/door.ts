/** How dialects call operations: through the one door, as whoever the caller has proved to be (DIA-2). */
import type { Media } from "@parley/protocol";
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { EngineReply } from "../../engine/engine.ts";
import type { Intake } from "../../engine/ports/intake.ts";
import type { Calls } from "../../transport/calls.ts";
import type { MediaCall } from "../../transport/media-calls.ts";
import type { Caller, DialectHost, Upload } from "../dialect.ts";

/** `passwords`: whether the rules of contracts hold for new passwords, or our own alone. */
export function createDoor(
  calls: Pick<Calls, "submit">,
  passwords: "contract" | "native",
): DialectHost["call"] {
  return async ({ actor, address }, op, args, rule) => {
    const passwordCharsMin = passwords === "contract" ? rule?.passwordCharsMin : undefined;
    const argsText = JSON.stringify(args);
    const reply = await new Promise<EngineReply>((answer) => {
      calls.submit({ actor, address, op, argsText, connection: null, passwordCharsMin, answer });
    });
    if (!reply.ok) throw reply.error;
    return JSON.parse(reply.text);
  };
}

export interface UploadParts {
  readonly call: DialectHost["call"];
  readonly intake: Intake;
  /** Has it looked into, kept and completed. */
  complete(call: MediaCall, actor: UserActor, media: Media): Promise<Media>;
}

/** Keeps a file as the native route does: announced first, and given up where it is not completed. */
export function createUploads({ call, complete, intake }: UploadParts) {
  return async (caller: Caller, { source, ...announced }: Upload): Promise<Media> => {
    const { actor } = caller;
    if (actor.kind !== "user") throw new ParleyError("unauthenticated");
    const asCaller: MediaCall = (op, args) => call(caller, op, args);
    const { media } = await asCaller("media.create", announced);
    try {
      const bytes = await intake.append(media.id, 0, source, media.bytes);
      return await complete(asCaller, actor, { ...media, bytes });
    } catch (error) {
      await giveUp(intake, asCaller, media.id);
      throw error;
    }
  };
}

/** What cannot be given up now goes when uploads are collected. */
async function giveUp(intake: Intake, call: MediaCall, id: string): Promise<void> {
  try {
    await intake.discard(id);
    await call("media.delete", { id });
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
  }
}

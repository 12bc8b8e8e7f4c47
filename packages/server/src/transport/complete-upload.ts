/** What the ways to upload have in common: whose it is, how it is completed, and how it is given up. */
import { type Media, type MediaKind, ParleyError } from "@parley/protocol";
import type { UserActor } from "../engine/actor.ts";
import type { MediaReceipt } from "../engine/media/media-seals.ts";
import type { Intake } from "../engine/ports/intake.ts";
import type { Calls } from "./calls.ts";
import { bearerToken } from "./http-calls.ts";
import type { MediaCall } from "./media-calls.ts";

export interface MediaUploadsParts {
  readonly calls: Calls;
  readonly intake: Intake;
  authenticate(token: string, address: string): Promise<UserActor>;
  /** The size of one file of a kind. */
  bytesMax(kind: MediaKind): number;
  /** How long an upload that is not complete is kept. */
  readonly keptMs: number;
  /** Seals what was found, so that the engine knows it from what anybody else says. */
  seal(receipt: MediaReceipt): string;
}

const kinds: ReadonlySet<string> = new Set(["image", "voice", "video", "file"] satisfies MediaKind[]);

export function isMediaKind(text: string): text is MediaKind {
  return kinds.has(text);
}

/** Whose request it is. @throws unauthenticated */
export function actorOf(
  { authenticate }: Pick<MediaUploadsParts, "authenticate">,
  request: Request,
  address: string,
): Promise<UserActor> {
  const token = bearerToken(request);
  if (token === null) throw new ParleyError("unauthenticated");
  return authenticate(token, address);
}

/** Has an upload looked into, kept and completed. */
export async function completeUpload(
  { intake, seal }: Pick<MediaUploadsParts, "intake" | "seal">,
  call: MediaCall,
  actor: UserActor,
  { id, kind }: Pick<Media, "id" | "kind">,
): Promise<Media> {
  const facts = await intake.finish(id, kind);
  const { media } = await call("media.complete", { receipt: seal({ id, ownerId: actor.userId, ...facts }) });
  await intake.discard(id);
  return media;
}

/** What is left of an upload that failed goes at once; where that fails too, it goes when uploads are collected. */
export async function giveUp(intake: Intake, call: MediaCall, id: string): Promise<void> {
  try {
    await intake.discard(id);
    await call("media.delete", { id });
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
  }
}

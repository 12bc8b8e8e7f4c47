/**
 * How a file becomes the picture of a person or a group: called in the transaction that stores its address. Guarantees
 * that it is a complete image of who sets it, and that it is kept while it is shown (PIC-1, PIC-2).
 */
import { limits, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { WriteContext } from "../operation.ts";
import type { Transaction } from "../ports/store.ts";
import type { PictureOf } from "../ports/store-pictures.ts";
import { isFileAddress, pictureIdIn } from "./picture-address.ts";

/** As `shownBy` is asked for one file: who shows it more often than that shows it anew. */
const placesMax = 50;

/** `address`: what is shown from now on; null: nothing; undefined: as before. @throws invalid_arguments */
export async function showPicture(
  { tx, ports }: Pick<WriteContext, "tx" | "ports">,
  actor: UserActor,
  of: PictureOf,
  address: string | null | undefined,
): Promise<void> {
  if (address === undefined) return;
  const id = pictureIdIn(address);
  if (id === null && address !== null && isFileAddress(address)) throw wrongPicture();
  if (id !== null && !(await isShown(tx, id, of))) await assertPicture(tx, actor, id);
  if (!(await tx.pictures.show(id, of, ports.clock.now()))) throw wrongPicture();
}

/** Who changes something else of a group may send its picture along, whoever's file it is. */
async function isShown(tx: Transaction, id: string, of: PictureOf): Promise<boolean> {
  const places = await tx.pictures.shownBy(id, placesMax);
  return places.some((place) => Bun.deepEquals(place, of));
}

/** The same answer for a file of another's, none, one that is not complete, and one that is no image. */
async function assertPicture(tx: Transaction, actor: UserActor, id: string): Promise<void> {
  const media = await tx.media.find(id);
  if (media?.ownerId !== actor.userId || media.completeAt === null || media.kind !== "image") {
    throw wrongPicture();
  }
  const { avatarBytesMax } = limits;
  if (media.bytes > avatarBytesMax) {
    throw new ParleyError("invalid_arguments", {
      message: "The picture is too large.",
      details: { path: "/avatar", avatarBytesMax },
    });
  }
}

function wrongPicture(): ParleyError {
  return new ParleyError("invalid_arguments", {
    message: "/avatar names no picture that can be shown.",
    details: { path: "/avatar" },
  });
}

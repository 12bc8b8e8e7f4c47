/** What the picture of a group is made of: its faces in their order, as they look at this moment (PIC-10). */
import { avatarColor, initials } from "@parley/protocol/initials";
import { pictureIdIn } from "../media/picture-address.ts";
import type { Ports } from "../operation.ts";
import type { Face } from "../ports/picture-maker.ts";
import type { Reader } from "../ports/store.ts";

export interface GroupFaces {
  /** None where nobody has a picture: then clients draw letters, with the fonts they have. */
  readonly faces: readonly Face[];
  /** The same for the same faces, whatever they look like inside. */
  readonly madeOf: string;
}

/** Null where the group shows no faces of itself. */
export async function groupFaces(
  reader: Pick<Reader, "faces" | "groups" | "media" | "users">,
  { tokens }: Pick<Ports, "tokens">,
  conversationId: number,
): Promise<GroupFaces | null> {
  const stored = await reader.faces.find(conversationId);
  if (stored === null) return null;
  const { userIds } = stored;
  const users = new Map((await reader.users.list(userIds)).map((user) => [user.id, user]));
  const members = new Map(
    (await reader.groups.members(conversationId, userIds)).map((member) => [member.userId, member]),
  );
  const found: Face[] = [];
  for (const userId of userIds) {
    const [user, member] = [users.get(userId), members.get(userId)];
    const name = member?.nickname ?? user?.nickname ?? "";
    const blob = await blobOf(reader, member?.avatar ?? user?.avatar ?? null);
    found.push({ blob, letters: initials(name), color: avatarColor(userId) });
  }
  const faces = found.some(({ blob }) => blob !== null) ? found : [];
  return { faces, madeOf: tokens.digest(`picture of a group: ${JSON.stringify(faces)}`) };
}

/** What is elsewhere is not fetched. */
async function blobOf(reader: Pick<Reader, "media">, avatar: string | null): Promise<string | null> {
  const id = pictureIdIn(avatar);
  if (id === null) return null;
  const media = await reader.media.find(id);
  return media?.kind === "image" && media.completeAt !== null ? media.blobKey : null;
}

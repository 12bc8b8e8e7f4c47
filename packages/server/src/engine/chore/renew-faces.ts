/**
 * Makes the pictures of groups that were given none, of their members' pictures (PIC-10). Owns what is due; who changes
 * a group or a profile marks it, and waits for nothing. Invariant: what a group shows is what its faces looked like when
 * it was made, and is told by an event of the group, once.
 */
import { type GroupFaces, groupFaces } from "../group/group-faces.ts";
import { currentConversation } from "../group/public-group.ts";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { MediaFacts } from "../ports/store-media.ts";
import type { FaceRenewal } from "../ports/store-pictures.ts";
import { preparedChore } from "./chore.ts";

const groupsPerPart = 8;
/** Where files cannot be kept now. */
const retryMs = 60_000;

interface Prepared {
  readonly renewal: FaceRenewal;
  /** Null where there is nothing to compare: of a person, and of a group that shows no faces. */
  readonly faces: GroupFaces | null;
  readonly picture: MadePicture | null;
  readonly hasFailed: boolean;
}

interface MadePicture {
  readonly id: string;
  readonly facts: MediaFacts;
}

export const renewFaces = preparedChore({
  name: "chore: renew faces",
  everyMs: 500,
  isDue: async ({ reader, ports }) => (await reader.faces.due(ports.clock.now(), 1)).length > 0,
  async prepare({ reader, ports }) {
    const due = await reader.faces.due(ports.clock.now(), groupsPerPart);
    const prepared: Prepared[] = [];
    for (const renewal of due) prepared.push(await prepare(reader, ports, renewal));
    // In one order, because each group is held.
    return prepared.toSorted((left, right) => left.renewal.conversationId - right.renewal.conversationId);
  },
  async run({ tx, ports }, prepared) {
    for (const one of prepared) await settle(tx, ports, one);
    return prepared.length > 0;
  },
});

async function prepare(reader: Reader, ports: Ports, renewal: FaceRenewal): Promise<Prepared> {
  const nothing = { renewal, faces: null, picture: null, hasFailed: false };
  const { conversationId, dueAt, userId } = renewal;
  if (userId !== 0) return nothing;
  const faces = await groupFaces(reader, ports, conversationId);
  if (faces === null) return nothing;
  const stored = await reader.faces.find(conversationId);
  if (faces.faces.length === 0 || stored?.madeOf === faces.madeOf) return { ...nothing, faces };
  // Made again after a kill in between it is the same file, and nothing is left behind. What was let go of is never
  // made again under the same name, or the removal of its bytes would take those of the new one.
  const digest = ports.tokens.digest(`picture of group ${conversationId}, ${dueAt}: ${faces.madeOf}`);
  const id = Buffer.from(digest, "base64url").toString("hex").slice(0, 32);
  try {
    return { ...nothing, faces, picture: { id, facts: await ports.pictureMaker.compose(id, faces.faces) } };
  } catch {
    // A store of files that is away, a disk that is full: whoever uploads is told, and the others' pictures go on.
    return { ...nothing, faces, hasFailed: true };
  }
}

async function settle(tx: Transaction, ports: Ports, prepared: Prepared): Promise<void> {
  const { faces, hasFailed, picture, renewal } = prepared;
  const { userId } = renewal;
  if (hasFailed) return tx.faces.postpone(renewal, ports.clock.now() + retryMs);
  if (userId !== 0) await tx.faces.spread(userId);
  else if (!(await showFaces(tx, ports, renewal, faces, picture))) return;
  await tx.faces.done(renewal);
}

/** False where the group looks otherwise by now: then it is due anew. */
async function showFaces(
  tx: Transaction,
  ports: Ports,
  renewal: FaceRenewal,
  faces: GroupFaces | null,
  picture: MadePicture | null,
): Promise<boolean> {
  const { conversationId } = renewal;
  await tx.conversations.hold(conversationId);
  if (picture !== null) await keep(tx, ports, picture);
  const [current, stored] = [
    await groupFaces(tx, ports, conversationId),
    await tx.faces.find(conversationId),
  ];
  if (current?.madeOf !== faces?.madeOf) {
    if (picture !== null) await tx.media.remove(picture.id);
    await tx.faces.postpone(renewal, renewal.dueAt + 1);
    return false;
  }
  if (faces === null || stored === null || stored.madeOf === faces.madeOf) return true;
  const [before, mediaId] = [stored.mediaId, picture?.id ?? null];
  if (before === mediaId) return true;
  const at = ports.clock.now();
  await tx.pictures.show(mediaId, { kind: "faces", conversationId }, at);
  await tx.faces.set(conversationId, { madeOf: faces.madeOf, mediaId, at });
  // Whoever went is not to be found in it any longer.
  if (before !== null) await tx.media.remove(before);
  await tell(tx, conversationId, at);
  return true;
}

/** The server's own, so that nobody's quota has it, and everything else is as with an upload. */
async function keep(tx: Transaction, { clock }: Ports, { id, facts }: MadePicture): Promise<void> {
  const createdAt = clock.now();
  await tx.media.insert({
    ...{ id, ownerId: 0, kind: "image", name: "group.webp", bytes: facts.bytes },
    ...{ durationMs: null, createdAt },
  });
  await tx.media.complete(id, facts, createdAt);
}

async function tell(tx: Transaction, conversationId: number, at: number): Promise<void> {
  const conversation = await currentConversation(tx, conversationId);
  await tx.log.append({
    ...{ conversationId, name: "conversation.updated", actorId: 0, at },
    body: JSON.stringify({ conversation, changes: {} }),
  });
}

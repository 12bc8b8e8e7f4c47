/** Answers what the transport thread asks besides calls (see ports/asks.ts). */
import type { Engine } from "../engine.ts";
import type { Ports, WriteContext } from "../operation.ts";
import type { Ask, SessionHolder, SessionRefusal } from "../ports/asks.ts";
import type { Reader } from "../ports/store.ts";
import { webhookFigures } from "../webhook/webhook-figures.ts";

type Change = (
  name: string,
  run: (context: Omit<WriteContext, "address">) => Promise<unknown>,
) => Promise<unknown>;

/** @throws Error when it could not be answered now */
export async function answerAsk(
  { change }: Pick<Engine, "change">,
  reader: Reader,
  ports: Pick<Ports, "clock">,
  ask: Ask,
): Promise<unknown> {
  switch (ask.kind) {
    case "session":
      return findHolder(reader, ports.clock.now(), ask.sessionId);
    case "externalId":
      return reader.externalIds.find(ask.namespace, ask.external);
    case "externalName":
      return reader.externalIds.nameOf(ask.namespace, ask.id);
    case "webhookFigures":
      return webhookFigures(reader, ports.clock.now());
    case "cursors":
      return reader.deliveryCursors.read(ask.userId, ask.consumer);
    default:
      return answerWriting(change, ask);
  }
}

type WritingAsk = Exclude<
  Ask,
  { kind: "session" | "externalId" | "externalName" | "webhookFigures" | "cursors" }
>;

async function answerWriting(change: Change, ask: WritingAsk): Promise<unknown> {
  switch (ask.kind) {
    case "useSession":
      return committed(change, "use of a session", async ({ tx, ports }) => {
        const now = ports.clock.now();
        await tx.sessions.extend(ask.sessionId, now, now + ports.options.refreshTokenTtlMs);
        return true;
      });
    case "keepExternalId":
      return committed(change, "external id", ({ tx }) =>
        tx.externalIds.keep(ask.namespace, ask.external, ask.id),
      );
    case "externalNumber":
      return committed(change, "external number", ({ tx }) =>
        tx.externalIds.number(ask.namespace, ask.external),
      );
    case "audit": {
      const { kind: _, ...act } = ask;
      return committed(change, "audit", async ({ tx, ports }) => {
        await tx.audit.append({ ...act, actorId: 0, at: ports.clock.now() });
        return true;
      });
    }
    case "moveCursors":
      return committed(change, "delivery cursors", async ({ tx }) => {
        await tx.deliveryCursors.move(ask.moves);
        for (const { userId, consumer, mark } of ask.marks) {
          await tx.deliveryCursors.setMark(userId, consumer, mark);
        }
        return true;
      });
  }
}

/** A change that failed answers null, which none of these does by itself. */
async function committed(
  change: Change,
  name: string,
  run: (context: Omit<WriteContext, "address">) => Promise<unknown>,
): Promise<unknown> {
  const value = await change(name, run);
  if (value === null) throw new Error(`${name}: not committed`);
  return value === true ? null : value;
}

/** What became of the user says more than what became of the session. */
async function findHolder(
  reader: Reader,
  now: number,
  sessionId: string,
): Promise<SessionHolder | SessionRefusal> {
  const session = await reader.sessions.find(sessionId);
  if (session === null) return "ended";
  const user = await reader.users.find(session.userId);
  if (user === null) return "deleted";
  // Of those who may not come in, lists have the deleted alone.
  if (!user.isEnabled) return (await reader.users.list([user.id])).length > 0 ? "deleted" : "disabled";
  if (session.endedAt !== null || session.expiresAt <= now) return "ended";
  return { userId: user.id, role: user.role, expiresAt: session.expiresAt };
}

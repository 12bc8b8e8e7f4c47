/**
 * How administrators change something: every such operation is made here, so that none is without its entry in the
 * audit log, in the same transaction (ADM-3), and none is done by somebody who is an administrator no more.
 */
import { type MethodName, type Methods, type ParamsOf, ParleyError, type ResultOf } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import type { PrepareContext, WriteContext, WriteOperation } from "../operation.ts";

/** Every operation of administrators alone that changes something. */
export type AdminWrite = {
  [N in MethodName]: Methods[N] extends { callers: readonly ["admin"]; kind: "write" } ? N : never;
}[MethodName];

export interface AdminAct<R> {
  readonly result: R;
  /** What was acted on. */
  readonly targetKind: string;
  readonly targetId: number | string;
  /** What was changed; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

interface AdminOperation<N extends AdminWrite, P> {
  prepare?(context: PrepareContext, actor: UserActor, args: ParamsOf<N>): Promise<P>;
  run(
    context: WriteContext,
    actor: UserActor,
    args: ParamsOf<N>,
    prepared: P,
  ): Promise<AdminAct<ResultOf<N>>>;
}

export function adminOperation<N extends AdminWrite, P = undefined>(
  name: N,
  { prepare, run }: AdminOperation<N, P>,
): WriteOperation<N> {
  const operation = {
    kind: "write" as const,
    ...(prepare === undefined ? {} : { prepare }),
    async run(context: WriteContext, actor: UserActor, args: ParamsOf<N>, prepared: unknown) {
      await assertAdmin(context, actor);
      const act = await run(context, actor, args, prepared as P);
      await noteAct(context, actor, name, act);
      return act.result;
    },
  };
  // The declared callers of these operations are administrators, so the actor is a user.
  return operation as unknown as WriteOperation<N>;
}

/** Holds the administrators: two who act against each other do so one after the other, so one always remains. */
export async function assertAdmin({ tx }: WriteContext, actor: Pick<UserActor, "userId">): Promise<void> {
  if (!(await tx.accounts.lockAdmins()).includes(actor.userId)) throw new ParleyError("forbidden");
}

/** The entry of an act; also for what administrators do by operations that others have too. */
export async function noteAct(
  { tx, ports, address }: WriteContext,
  actor: Pick<UserActor, "userId">,
  action: MethodName,
  { targetKind, targetId, details = {} }: Omit<AdminAct<unknown>, "result">,
): Promise<void> {
  await tx.audit.append({
    ...{ actorId: actor.userId, action, targetKind, targetId: String(targetId) },
    ...{ details, address, at: ports.clock.now() },
  });
}

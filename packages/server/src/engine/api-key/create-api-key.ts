import { type ApiKey, ParleyError } from "@parley/protocol";
import { tellAccessChange } from "../account/tell-access-change.ts";
import type { UserActor } from "../actor.ts";
import { assertAdmin, noteAct } from "../admin/admin-operation.ts";
import type { WriteContext, WriteOperation } from "../operation.ts";
import type { StoredUser } from "../ports/store-people.ts";
import { checkKeyTerms, mayHaveMoreKeys, mayMakeKey } from "./api-key-policy.ts";

/** Tells keys from access tokens, and lets those who search for leaked secrets find them. */
const keyPrefix = "pk_";

export const createApiKey: WriteOperation<"apiKey.create"> = {
  kind: "write",
  async run(context, actor, args) {
    const { tx, ports } = context;
    const now = ports.clock.now();
    const holder = await accessHolder(context, actor, args.userId ?? actor.userId);
    checkKeyTerms(args, now);
    if (!mayHaveMoreKeys((await tx.apiKeys.list(holder.id)).length)) throw new ParleyError("limit_reached");
    const key = `${keyPrefix}${ports.ids.secret()}`;
    const apiKey: ApiKey = {
      ...{
        id: ports.ids.uuid(),
        userId: holder.id,
        name: args.name.trim(),
        scopes: [...new Set(args.scopes)],
      },
      ...{ createdBy: actor.userId, createdAt: now, expiresAt: args.expiresAt ?? null, lastUsedAt: null },
    };
    await tx.apiKeys.insert(apiKey, ports.tokens.digest(key));
    tellAccessChange(tx, holder.id);
    if (holder.id !== actor.userId) {
      const details = { apiKeyId: apiKey.id, name: apiKey.name, scopes: apiKey.scopes };
      await noteAct(context, actor, "apiKey.create", { targetKind: "user", targetId: holder.id, details });
    }
    return { apiKey, key };
  },
};

/** Whom the key is for, held. To who may not make keys for others, everybody else is alike. */
async function accessHolder(context: WriteContext, actor: UserActor, holderId: number): Promise<StoredUser> {
  if (holderId !== actor.userId) await assertAdmin(context, actor);
  const holder = await context.tx.users.lock(holderId);
  if (holder === null || !holder.isEnabled) throw new ParleyError("not_found");
  if (!mayMakeKey(actor, holder)) throw new ParleyError("forbidden");
  return holder;
}

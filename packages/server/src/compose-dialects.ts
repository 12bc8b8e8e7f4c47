/** The dialects that the configuration names, built of this thread's parts. Part of app.ts, kept apart for its length. */

import type { Keys } from "./auth/keys.ts";
import { createSessionTokens } from "./auth/session-tokens.ts";
import type { Config } from "./config/options.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { spokenDialects } from "./dialects/all.ts";
import { createAuthentication } from "./dialects/host/authentication.ts";
import { createDialects, type Dialects, optionsOf } from "./dialects/host/dialects.ts";
import { createDoor } from "./dialects/host/door.ts";
import { createPositionKeeper } from "./dialects/host/position-keeper.ts";
import { createTickets } from "./dialects/host/tickets.ts";
import type { UserActor } from "./engine/actor.ts";
import type { Uploads } from "./engine/media/uploads.ts";
import { isPublicAddress } from "./listen-address.ts";
import { errorFields, type Log } from "./observe/log.ts";
import { systemClock, systemIds } from "./platform.ts";
import { StartError } from "./store/start-error.ts";
import type { EngineClient } from "./threads/engine-client.ts";
import type { Calls } from "./transport/calls.ts";

export interface DialectComposition {
  readonly config: Config;
  readonly keys: Keys;
  readonly log: Log;
  readonly calls: Calls;
  readonly delivery: Delivery;
  readonly engine: Pick<EngineClient, "ask">;
  readonly uploads: Uploads;
  authenticate(token: string, address: string): Promise<UserActor>;
  isEnded(sessionId: string): boolean;
  noteActivity(userId: number): void;
  publish(stream: string, record: object): void;
}

export function composeDialects(composition: DialectComposition): Dialects {
  const { authenticate, calls, config, engine, isEnded, keys, log } = composition;
  const clock = systemClock;
  const report = (error: unknown, what: string) =>
    log.error("dialect failed", { what, ...errorFields(error) });
  const call = createDoor(calls, config.contractPasswords);
  const tickets = createTickets(clock, (count) => crypto.getRandomValues(new Uint8Array(count)));
  const { ask } = engine;
  return createDialects({
    ...composition,
    clock,
    call,
    tickets,
    ask,
    report,
    newId: systemIds.uuid,
    authentication: createAuthentication({
      ...{ ask, authenticate, clock, isEnded, tickets },
      seals: createSessionTokens(keys),
      urlTokens: config.urlTokens,
    }),
    authenticateNative: authenticate,
    positions: createPositionKeeper(clock, ask, (error) => report(error, "delivery cursors")),
    definitions: spokenDialects(config.dialects),
    pendingPerAddressMax: config.pendingSocketsPerAddressMax,
  });
}

/** @throws StartError where one of them must not be spoken so */
export function assertMaySpeak(config: Config): void {
  for (const definition of spokenDialects(config.dialects)) {
    const values = optionsOf(definition, config);
    const refusal = definition.refuses?.(values as never, { isPublic: isPublicAddress(config.host) }) ?? null;
    if (refusal !== null) throw new StartError(refusal);
  }
}

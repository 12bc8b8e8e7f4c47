import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type MethodName, methods } from "@parley/protocol";
import { type CallerKind, callerKinds } from "./authorisation/callers.ts";
import type { Case, CaseContext, Outcome, Row } from "./authorisation/row.ts";
import { table } from "./authorisation/table.ts";
import { openWorlds, type World, type Worlds } from "./authorisation/world.ts";
import type { RawClient } from "./support/raw-client.ts";

const names = Object.keys(methods) as MethodName[];
let counter = 0;

/** One call by one kind of caller: its answer's code. */
type Ask = (world: World, kind: CallerKind, name: MethodName, args: object) => Promise<Outcome>;

describe("who may do what to whom", () => {
  let worlds: Worlds;
  /** For operations that change nothing. */
  let still: World;
  beforeAll(async () => {
    worlds = await openWorlds();
    still = await worlds.create();
  });
  afterAll(() => worlds.server.stop());

  const tokenOf = (world: World, kind: CallerKind) =>
    kind === "anonymous" ? undefined : world.callers[kind].token;

  const overHttp: Ask = async (world, kind, name, args) => {
    const { body, status } = await worlds.server.post(name, args, tokenOf(world, kind));
    return status === 200 ? "ok" : body.error.code;
  };

  const overSocket: Ask = async (world, kind, name, args) => {
    const socket = await worlds.server.open();
    try {
      const refusal = await refusedHello(socket, tokenOf(world, kind));
      if (refusal !== null) return refusal;
      const frame = await socket.exchange(name, args);
      return "error" in frame ? frame.error.code : "ok";
    } finally {
      socket.close();
    }
  };

  async function answersTo(name: MethodName, { args }: Case, ask: Ask): Promise<Row> {
    const world = methods[name].kind === "write" ? await worlds.create() : still;
    const outcomes: [CallerKind, Outcome][] = [];
    for (const kind of callerKinds) {
      outcomes.push([kind, await ask(world, kind, name, args(contextOf(world, kind)))]);
    }
    return Object.fromEntries(outcomes) as Row;
  }

  for (const name of names) {
    for (const oneCase of table[name]) {
      const title = `${name}${oneCase.about === undefined ? "" : ` (${oneCase.about})`}`;
      test(`[SEC-01] [SEC-02] ${title}, over HTTP and over the socket`, async () => {
        // Each in a world of its own, or in one that neither changes.
        const [byHttp, bySocket] = await Promise.all([
          answersTo(name, oneCase, overHttp),
          answersTo(name, oneCase, overSocket),
        ]);
        expect(byHttp).toEqual(oneCase.expect);
        // Before hello nobody calls anything (CON-2).
        expect(bySocket).toEqual({ ...oneCase.expect, anonymous: "unauthenticated" });
      });
    }
  }
});

async function refusedHello(socket: RawClient, token: string | undefined): Promise<Outcome | null> {
  if (token === undefined) return null;
  const frame = await socket.exchange("hello", { token, protocol: 1 });
  return "error" in frame ? frame.error.code : null;
}

function contextOf(world: World, kind: CallerKind): CaseContext {
  const known = kind === "anonymous" ? "stranger" : kind;
  counter += 1;
  return {
    world,
    kind,
    self: kind === "anonymous" ? world.target : world.callers[known],
    direct: world.directs[known],
    freshName: `fresh_${counter}`,
  };
}

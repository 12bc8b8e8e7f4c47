import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { dialectNames } from "../src/dialects/all.ts";
import { askRoute, askSocket, type DialectName } from "./authorisation/dialects/ask.ts";
import { type CallerKind, callerKinds } from "./authorisation/dialects/callers.ts";
import { routesOf } from "./authorisation/dialects/route-tables.ts";
import type { DialectCase } from "./authorisation/dialects/row.ts";
import { storedIn } from "./authorisation/dialects/stored.ts";
import { tables } from "./authorisation/dialects/table.ts";
import {
  accountOf,
  type DialectWorld,
  type DialectWorlds,
  openDialectWorlds,
  tokenOf,
} from "./authorisation/dialects/world.ts";

setDefaultTimeout(60_000);

describe("who may do what through which dialect", () => {
  let worlds: DialectWorlds;
  beforeAll(async () => {
    worlds = await openDialectWorlds();
  });
  afterAll(() => worlds.makers.server.stop());

  function ask(dialect: DialectName, oneCase: DialectCase, world: DialectWorld, kind: CallerKind) {
    const url = dialect === "gochat" ? worlds.gochatUrl : worlds.makers.server.url;
    const context = { world, kind, self: accountOf(world, kind), token: tokenOf(world, kind) };
    const asking = oneCase.route.startsWith("SOCKET ") ? askSocket : askRoute;
    return asking(dialect, url, oneCase.route, context, oneCase.sent(context));
  }

  /** First those who are to be refused, by whom nothing may be stored; then those who are let in. */
  async function outcomesOf(dialect: DialectName, oneCase: DialectCase, world: DialectWorld) {
    const { server } = worlds.makers;
    const kinds = callerKinds.filter((kind) => oneCase.expect[kind] !== undefined);
    const askAll = (asked: readonly CallerKind[]) =>
      Promise.all(
        asked.map(async (kind): Promise<[CallerKind, string]> => {
          return [kind, (await ask(dialect, oneCase, world, kind)).words];
        }),
      );
    const before = await storedIn(server);
    const refused = await askAll(kinds.filter((kind) => oneCase.expect[kind] !== "ok"));
    const after = refused.length === 0 ? before : await storedIn(server);
    const letIn: [CallerKind, string][] = [];
    for (const kind of kinds) if (oneCase.expect[kind] === "ok") letIn.push(...(await askAll([kind])));
    return { stored: { before, after }, outcomes: Object.fromEntries([...refused, ...letIn]) };
  }

  for (const name of dialectNames as readonly DialectName[]) {
    const cases = tables.get(name) ?? [];
    let made: Promise<DialectWorld> | null = null;
    /** For what changes nothing that another case is about. */
    const shared = () => {
      made ??= worlds.create();
      return made;
    };

    test(`[SEC-01] every route and every frame of ${name} is in the matrix, and nothing else`, () => {
      expect([...new Set(cases.map(({ route }) => route))].sort()).toEqual(
        [...new Set(routesOf(name))].sort(),
      );
    });

    for (const oneCase of cases) {
      const { about, route } = oneCase;
      test(`[SEC-01] [DIA-2] [DIA-7] ${name} ${route}${about === undefined ? "" : `, ${about}`}`, async () => {
        const world = await (oneCase.isLasting === true ? worlds.create() : shared());
        const { outcomes, stored } = await outcomesOf(name, oneCase, world);
        expect(outcomes).toEqual(oneCase.expect);
        expect(stored.after).toBe(stored.before);
      });
    }
  }
});

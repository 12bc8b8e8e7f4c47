/** The matrix of the dialects: every route and every frame, as data. One that is missing fails the test (SEC-01). */
import { dialectNames } from "../../../src/dialects/all.ts";
import type { DialectName } from "./ask.ts";
import type { DialectCase } from "./row.ts";
import { type Cousin, cousinCases } from "./table-cousins.ts";
import { eggCases } from "./table-egg.ts";
import { eggAdminCases } from "./table-egg-admin.ts";
import { eggChatCases } from "./table-egg-chat.ts";
import { ginroomCases } from "./table-ginroom.ts";
import { nettyCases } from "./table-netty.ts";

const hertz: Cousin = { name: "hertz", socket: "/chat" };
const gochat: Cousin = { name: "gochat", socket: "/initWebSocket" };

const known: Readonly<Record<DialectName, readonly DialectCase[]>> = {
  netty: nettyCases,
  ginroom: ginroomCases,
  egg: [...eggCases, ...eggChatCases, ...eggAdminCases],
  hertz: cousinCases(hertz),
  gochat: cousinCases(gochat),
};

/** A dialect without a table here fails. */
export const tables: ReadonlyMap<string, readonly DialectCase[]> = new Map(
  dialectNames.map((name) => [name, known[name as DialectName] ?? []]),
);

/**
 * `bun main.ts <folder> <users> <count> [<database url>]`: times what people do in a store with so many of them, which is
 * made in the folder when it is not there, or in the empty database, and prints each timing as a line of JSON. The
 * workloads `people` and `people-postgres` of the bench run it.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { loadKeys } from "../../src/auth/keys.ts";
import { enginePorts } from "../../src/compose-engine.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import type { Store } from "../../src/engine/ports/store.ts";
import { openPostgresStore } from "../../src/store/postgres/store.ts";
import { openSqliteStore } from "../../src/store/sqlite/store.ts";
import { generatePeople } from "./generate.ts";
import { generatePeopleOnPostgres } from "./generate-on-postgres.ts";
import { measurePeople } from "./measure.ts";
import { firstUserId } from "./rows.ts";

const [folder = ".", usersText = "10000", countText = "2000", databaseUrl = ""] = process.argv.slice(2);
const users = Number(usersText);
const say = (line: object) => console.log(JSON.stringify(line));
const tell = (text: string) => say({ made: text });

mkdirSync(folder, { recursive: true });
const flags = [`--data=${folder}`, "--rate-limit-factor=0"];
const { config } = loadConfig({ environment: {}, arguments: flags, readFile: () => null });
const ports = enginePorts(config, loadKeys(folder));
const store = databaseUrl === "" ? await openOnSqlite() : await openOnPostgres();
const count = Number(countText);
if (count > 0) for await (const timing of measurePeople({ store, ports, users }, count)) say({ timing });
await store.close();
process.exit(0);

async function openOnSqlite(): Promise<Store> {
  const path = join(folder, "parley.db");
  if (!existsSync(path)) {
    const unfinished = join(folder, "unfinished.db");
    for (const end of ["", "-wal", "-shm"]) rmSync(unfinished + end, { force: true });
    await generatePeople(unfinished, users, tell);
    renameSync(unfinished, path);
  }
  return openSqliteStore({
    ...{ path, durability: "full", newEpoch: () => crypto.randomUUID() },
    onBroken(error) {
      throw error;
    },
  });
}

async function openOnPostgres(): Promise<Store> {
  const opened = await openPostgresStore({
    ...{ url: databaseUrl, durability: "full", newEpoch: () => crypto.randomUUID() },
  });
  const isMade = (await opened.reader.users.find(firstUserId)) !== null;
  if (!isMade) await generatePeopleOnPostgres(databaseUrl, users, tell);
  return opened;
}

/**
 * `bun main.ts <folder> <users> <count>`: times what people do in a store with so many of them, which is made in the
 * folder when it is not there, and prints each timing as a line of JSON. The workload `people` of the bench runs it.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { loadKeys } from "../../src/auth/keys.ts";
import { enginePorts } from "../../src/compose-engine.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { openSqliteStore } from "../../src/store/sqlite/store.ts";
import { generatePeople } from "./generate.ts";
import { measurePeople } from "./measure.ts";

const [folder = ".", usersText = "10000", countText = "2000"] = process.argv.slice(2);
const users = Number(usersText);
const path = join(folder, "parley.db");
const say = (line: object) => console.log(JSON.stringify(line));

mkdirSync(folder, { recursive: true });
if (!existsSync(path)) {
  const unfinished = join(folder, "unfinished.db");
  for (const end of ["", "-wal", "-shm"]) rmSync(unfinished + end, { force: true });
  await generatePeople(unfinished, users, (text) => say({ made: text }));
  renameSync(unfinished, path);
}
const flags = [`--data=${folder}`, "--rate-limit-factor=0"];
const { config } = loadConfig({ environment: {}, arguments: flags, readFile: () => null });
const ports = enginePorts(config, loadKeys(folder));
const store = openSqliteStore({
  ...{ path, durability: "full", newEpoch: () => crypto.randomUUID() },
  onBroken(error) {
    throw error;
  },
});
const count = Number(countText);
if (count > 0) for await (const timing of measurePeople({ store, ports, users }, count)) say({ timing });
await store.close();
process.exit(0);

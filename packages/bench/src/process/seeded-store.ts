/**
 * Data folders filled by `parley seed`. Owns: a cache of them outside the tree, one folder a plan and format, and the copies that
 * workloads change. Does not own: what is in them; only the lines the command wrote are read. Invariant: a folder with
 * a line file is complete, since the file is moved in place last.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { allCores, startChild } from "./children.ts";
import { loadTestOptions, parleyProgram } from "./parley-server.ts";

export interface SeedPlan {
  readonly users: number;
  readonly directsPerUser?: number;
  readonly groups?: number;
  readonly groupMembers?: number;
  readonly messages?: number;
  readonly messageChars?: number;
  readonly skew?: number;
  readonly texts?: "mixed";
}

/** What `parley seed` writes of each user. */
export interface SeededUser {
  readonly userId: number;
  readonly accessToken: string;
  readonly directs: readonly { conversationId: number; peerId: number; lastSeq: number }[];
  readonly groups: readonly { conversationId: number; lastSeq: number }[];
}

export interface SeededStore {
  readonly folder: string;
  readonly users: readonly SeededUser[];
}

const seedTimeoutMs = 1_200_000;

/** Sources of the server that decide what a seeded folder holds; when they change, it is made anew. */
const formatSources = ["src/store/sqlite/migrations", "src/seed"];
const serverFolder = join(import.meta.dir, "..", "..", "..", "server");

function planArguments(plan: SeedPlan): string[] {
  const values = {
    users: plan.users,
    "directs-per-user": plan.directsPerUser,
    groups: plan.groups,
    "group-members": plan.groupMembers,
    messages: plan.messages,
    "message-chars": plan.messageChars,
    skew: plan.skew,
    texts: plan.texts,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
}

function planName(plan: SeedPlan): string {
  const {
    users,
    directsPerUser = 0,
    groups = 0,
    groupMembers = 0,
    messages = 0,
    messageChars = 0,
    skew = 0,
    texts = "",
  } = plan;
  return `u${users}-d${directsPerUser}-g${groups}x${groupMembers}-m${messages}x${messageChars}-z${skew}${texts}`;
}

function formatDigest(): string {
  const hash = new Bun.CryptoHasher("sha256");
  for (const source of formatSources) {
    const folder = join(serverFolder, source);
    for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Removes the folders of the same plan in other formats: nothing can read them any more. */
function removeOutdated(seededFolder: string, name: string, digest: string): void {
  if (!existsSync(seededFolder)) return;
  for (const entry of readdirSync(seededFolder)) {
    if (!entry.startsWith(`${name}-`) || entry === `${name}-${digest}`) continue;
    rmSync(join(seededFolder, entry), { recursive: true });
  }
}

async function runSeedCommand(plan: SeedPlan, env: Record<string, string>, outPath: string): Promise<void> {
  const command = [parleyProgram, "seed", "--out", outPath, ...planArguments(plan)];
  const child = startChild(allCores, command, { env: { ...loadTestOptions, ...env } });
  const timer = setTimeout(() => child.kill("SIGKILL"), seedTimeoutMs);
  const texts = Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const exitCode = await child.exited;
  clearTimeout(timer);
  if (exitCode !== 0)
    throw new Error(`seeding ended with code ${exitCode}: ${(await texts).join("").slice(-2_000)}`);
}

function readLines(path: string): SeededUser[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as SeededUser);
}

/** The kept folder of a plan, made when it is not there. It must not be written to: take a `workingCopy`. */
export async function seededStore(cacheFolder: string, plan: SeedPlan): Promise<SeededStore> {
  const seededFolder = join(cacheFolder, "seeded");
  const name = planName(plan);
  const digest = formatDigest();
  removeOutdated(seededFolder, name, digest);
  const folder = join(seededFolder, `${name}-${digest}`);
  const linesPath = join(folder, "users.jsonl");
  if (!existsSync(linesPath)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const outPath = join(folder, "users.part");
    const env = { PARLEY_DATA: join(folder, "data"), PARLEY_DURABILITY: "normal", PARLEY_DATABASE_URL: "" };
    await runSeedCommand(plan, env, outPath);
    renameSync(outPath, linesPath);
  }
  return { folder: join(folder, "data"), users: readLines(linesPath) };
}

/** A copy for one workload to change; `dispose` removes it. */
export function workingCopy(cacheFolder: string, data: SeededStore): SeededStore & { dispose(): void } {
  const folder = join(cacheFolder, `working-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(data.folder, folder, { recursive: true });
  return { folder, users: data.users, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Seeds a database instead; the folder holds the keys. */
export async function seedDatabase(
  cacheFolder: string,
  plan: SeedPlan,
  databaseUrl: string,
): Promise<SeededStore & { dispose(): void }> {
  const folder = join(cacheFolder, `working-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const linesPath = join(folder, "users.jsonl");
  const env = { PARLEY_DATA: folder, PARLEY_DURABILITY: "full", PARLEY_DATABASE_URL: databaseUrl };
  await runSeedCommand(plan, env, linesPath);
  return {
    folder,
    users: readLines(linesPath),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

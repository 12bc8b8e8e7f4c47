/**
 * Who may import what. Unlisted is forbidden, third-party packages as well. Arrows point inward: the protocol knows
 * nobody, the engine knows the protocol, everything else knows the engine's ports, and only the roots know it all.
 */
import { importsOf } from "./imports.ts";
import { type Finding, finding, isTestFile, type SourceFile } from "./source-file.ts";

interface Zone {
  readonly name: string;
  readonly path: RegExp;
  /** Zones whose files it may import. */
  readonly may: readonly string[];
  /** Zones of which it may import types alone. */
  readonly mayType: readonly string[];
  /** Packages; `node:*` stands for all of Node's own modules. */
  readonly packages: readonly string[];
}

const server = "packages/server/src";
const dialectFolders = ["netty", "ginroom", "egg", "hertz", "gochat"];
/** Not a dialect: what two cousins share. */
const familyFolder = "ginchat";

function zone(name: string, path: string, rights: Partial<Omit<Zone, "name" | "path">>): Zone {
  return { name, path: new RegExp(`^${path}`), may: [], mayType: [], packages: [], ...rights };
}

/** The first zone whose path fits is the file's. */
export const zones: readonly Zone[] = [
  zone("protocol", "packages/protocol/src/", { packages: ["typebox"] }),
  zone("ports", `${server}/engine/ports/`, { mayType: ["protocol"] }),
  zone("actor", `${server}/engine/actor\\.ts$`, { mayType: ["protocol"] }),
  zone("engine", `${server}/engine/`, {
    may: ["protocol", "ports", "actor"],
    packages: ["typebox", "pinyin-pro", "uqr"],
  }),
  // One error class with the operator's line, thrown by whatever cannot start.
  zone("start-error", `${server}/store/start-error\\.ts$`, {}),
  zone("store", `${server}/store/`, {
    may: ["protocol", "ports", "start-error"],
    packages: ["bun:sqlite", "kysely", "postgres", "node:fs", "node:path"],
  }),
  zone("auth", `${server}/auth/`, {
    may: ["protocol", "start-error"],
    mayType: ["ports", "engine", "actor"],
    packages: ["node:*"],
  }),
  zone("bus", `${server}/bus/`, { may: ["protocol"], mayType: ["ports"] }),
  zone("ephemeral", `${server}/ephemeral/`, { may: ["protocol"], mayType: ["ports"] }),
  zone("delivery", `${server}/delivery/`, { may: ["protocol", "observe"], mayType: ["ports"] }),
  zone("dialect", `${server}/dialects/dialect\\.ts$`, {
    may: ["protocol"],
    mayType: ["engine", "ports", "actor", "config"],
  }),
  zone("dialect-host", `${server}/dialects/host/`, {
    may: ["protocol", "dialect", "dialect-names", "dialect-shared", "actor", "delivery"],
    mayType: ["engine", "ports", "transport"],
  }),
  zone("dialect-names", `${server}/dialects/names\\.ts$`, {}),
  zone("dialect-shared", `${server}/dialects/(message-parts|derived-id)\\.ts$`, {
    may: ["protocol"],
    packages: ["node:*"],
  }),
  zone("dialect-list", `${server}/dialects/all\\.ts$`, {
    may: [...dialectFolders.map((name) => `dialect ${name}`), "dialect-names"],
    mayType: ["dialect", "config"],
  }),
  zone("dialect-family", `${server}/dialects/${familyFolder}/`, {
    may: ["protocol", "dialect", "dialect-shared", "actor"],
    mayType: ["config", "engine", "ports"],
    packages: ["node:*"],
  }),
  // Each dialect by itself: none knows another.
  ...dialectFolders.map((name) =>
    zone(`dialect ${name}`, `${server}/dialects/${name}/`, {
      may: ["protocol", "dialect", "dialect-shared", "dialect-family", "actor"],
      mayType: ["config", "engine", "ports"],
      // The picture that leads to a group of egg is a QR code.
      packages: name === "egg" ? ["node:*", "uqr"] : ["node:*"],
    }),
  ),
  zone("threads", `${server}/threads/`, {
    may: ["protocol", "actor"],
    mayType: ["engine", "ports", "config"],
  }),
  zone("transport", `${server}/transport/`, {
    may: ["protocol", "delivery", "dialect", "observe", "actor"],
    mayType: ["config", "dialect-host", "engine", "ports"],
    packages: ["typebox", "bun", "busboy", "node:*"],
  }),
  zone("config", `${server}/config/`, { may: ["dialect-list"], packages: ["node:*"] }),
  zone("mail", `${server}/mail/`, {
    may: ["start-error"],
    mayType: ["ports"],
    packages: ["nodemailer", "node:*"],
  }),
  zone("blobs", `${server}/blobs/`, {
    may: ["protocol", "start-error"],
    mayType: ["ports"],
    packages: ["bun", "node:*"],
  }),
  zone("open-id", `${server}/open-id/`, {
    may: ["start-error"],
    mayType: ["ports"],
    packages: ["oauth4webapi"],
  }),
  zone("outgoing", `${server}/outgoing/`, {
    may: ["protocol", "start-error"],
    mayType: ["ports"],
    packages: ["entities", "node:*"],
  }),
  zone("observe", `${server}/observe/`, { packages: ["prom-client"] }),
  zone("seed", `${server}/seed/`, {
    may: ["actor", "engine", "ports", "protocol", "start-error"],
    mayType: ["config"],
    packages: ["node:*"],
  }),
  zone(
    "platform",
    `${server}/(platform|new-thread|data-folder-lock|kept-memory|listen-address|version)\\.ts$`,
    {
      may: ["start-error", "packages/server/package.json"],
      mayType: ["ports"],
      packages: ["bun:sqlite", "node:*"],
    },
  ),
  zone("roots", `${server}/(app|[a-z-]+-thread|compose-[a-z]+|main)\\.ts$`, {
    may: [
      "auth",
      "blobs",
      "bus",
      "config",
      "delivery",
      "dialect-host",
      "dialect-list",
      "engine",
      "ephemeral",
      "mail",
      "observe",
      "open-id",
      "outgoing",
      "platform",
      "seed",
      "start-error",
      "store",
      "threads",
      "transport",
    ],
    mayType: ["ports", "dialect", "actor"],
    packages: ["node:*"],
  }),
  zone("sdk", "packages/sdk/src/", { may: ["protocol"] }),
  zone("web", "packages/web/src/", {
    may: ["protocol", "sdk"],
    packages: ["client-zip", "solid-js", "uqr", "virtua"],
  }),
  zone("bench", "packages/bench/src/", {
    may: ["protocol", "sdk"],
    packages: ["bun", "bun:sqlite", "hdr-histogram-js", "node:*"],
  }),
  zone("examples", "examples/", { may: ["protocol", "sdk"], packages: ["node:*"] }),
  zone("build", "scripts/build-(web|server|binary)\\.ts$", {}),
  // Stands for somebody else's program, which knows nothing of ours.
  zone("outside", "packages/server/test/support/open-id-provider\\.ts$", { packages: ["node:*"] }),
  zone("e2e", "e2e/", {
    may: ["build", "outside", "protocol", "sdk"],
    packages: ["bun:test", "playwright-core", "node:*", "bun"],
  }),
];

export function findForbiddenImports(files: readonly SourceFile[]): readonly Finding[] {
  return files.filter(isUnderTable).flatMap((file) => {
    const from = zoneOf(file.path);
    if (from === undefined) return [{ path: file.path, line: 1, message: "has no line in the import table" }];
    return importsOf(file).flatMap(({ target, isOurs, isTypeOnly, at }) => {
      if (!isOurs) {
        const isAllowed = from.packages.some(
          (name) => name === target || (name === "node:*" && target.startsWith("node:")),
        );
        return isAllowed ? [] : [finding(file, at, `${from.name} may not import the package ${target}`)];
      }
      const to = zoneOf(target)?.name ?? target;
      if (to === from.name || from.may.includes(to) || (isTypeOnly && from.mayType.includes(to))) return [];
      const what = from.mayType.includes(to) ? "more than types of" : "";
      return [finding(file, at, `${from.name} may not import ${what} ${to}`.replaceAll(/ +/g, " "))];
    });
  });
}

/** Tests may look inside what they test; only e2e is held to the outside of the server. */
function isUnderTable({ path }: SourceFile): boolean {
  if (path.startsWith("e2e/")) return true;
  return (
    /^(packages\/[a-z]+\/src|examples)\//.test(path) &&
    !isTestFile(path) &&
    !path.endsWith("/test-database.ts")
  );
}

function zoneOf(path: string): Zone | undefined {
  return zones.find((candidate) => candidate.path.test(path));
}

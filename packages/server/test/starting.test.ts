import { Database } from "bun:sqlite";
import { afterEach, describe, expect, test } from "bun:test";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./support/free-port.ts";
import { canMount, Program } from "./support/program.ts";

describe("a start", () => {
  const folders: string[] = [];
  const mounts: string[] = [];
  const processes: Bun.Subprocess[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-starting-"));
    folders.push(folder);
    return folder;
  };
  const mount = (...options: readonly string[]) => {
    const folder = newFolder();
    expect(Bun.spawnSync(["mount", "-t", "tmpfs", ...options, "tmpfs", folder]).exitCode).toBe(0);
    mounts.push(folder);
    return folder;
  };
  const run = (data: string, flags: readonly string[] = []) => {
    const program = new Program(data, flags);
    processes.push(program.process);
    return program;
  };
  const lineOf = async (data: string) => {
    const { code, lines } = await run(data).failed();
    expect({ data, code, lines }).toEqual({ data, code: 1, lines: [expect.any(String)] });
    return lines[0];
  };
  afterEach(async () => {
    for (const process of processes.splice(0)) {
      process.kill("SIGKILL");
      await process.exited;
    }
    for (const folder of mounts.splice(0)) Bun.spawnSync(["umount", folder]);
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  test("[RUN-3] a port in use makes no folder, and leaves the setup code of an earlier start as it was", async () => {
    const data = join(newFolder(), "data");
    const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("mine") });
    const inUse = { code: 1, lines: [expect.stringContaining(`Port ${taken.port} on 127.0.0.1 is in use.`)] };
    expect(await run(data, [`--port=${taken.port}`]).failed()).toEqual(inUse);
    expect(existsSync(data)).toBe(false);

    const first = run(data);
    await first.ready();
    first.process.kill("SIGKILL");
    await first.process.exited;
    const before = setupCodeDigest(data);
    expect(await run(data, [`--port=${taken.port}`]).failed()).toEqual(inUse);
    expect(setupCodeDigest(data)).toEqual(before);
    expect(before).not.toBeNull();
    await taken.stop(true);
  }, 120_000);

  test("[RUN-3] a folder that cannot be is told in words", async () => {
    const folder = newFolder();
    const file = join(folder, "file");
    writeFileSync(file, "not a folder");
    expect(await lineOf(file)).toBe(
      `parley: Cannot use the data folder ${file}: there is a file in its place.`,
    );
    expect(await lineOf(join(file, "below"))).toEndWith(": there is a file where a folder should be.");
    expect(await lineOf("/proc/parley")).toEndWith("/proc/parley: it cannot be made there.");
    const settings = join(folder, "settings");
    mkdirSync(join(settings, "parley.toml"), { recursive: true });
    expect(await lineOf(settings)).toEndWith(": there is a folder in place of a file.");
    const damaged = join(folder, "damaged");
    mkdirSync(damaged);
    writeFileSync(join(damaged, "parley.db"), "no database at all".repeat(100));
    expect(await lineOf(damaged)).toEndWith(": its database is damaged.");
  }, 120_000);

  test.if(canMount())(
    "[RUN-3] a disk that is full or can only be read is told in words, and no half keys stay",
    async () => {
      const readOnly = mount("-o", "ro");
      expect(await lineOf(join(readOnly, "data"))).toEndWith(": the disk can only be read.");
      const full = mount("-o", "size=1m");
      const ballast = join(full, "ballast");
      expect(() => writeFileSync(ballast, new Uint8Array(2 * 1024 ** 2))).toThrow("ENOSPC");
      const data = join(full, "data");
      expect(await lineOf(data)).toEndWith(": the disk is full.");
      rmSync(ballast);
      writeFileSync(ballast, new Uint8Array(980 * 1024));
      // Room for the keys, none for the database.
      expect(await lineOf(data)).toMatch(/: the disk (is full|could not be read or written)\.$/);
      rmSync(ballast);
      Bun.spawnSync(["mount", "-o", "remount,size=64m", full]);
      await run(data).ready();
    },
    120_000,
  );

  test("[RUN-11] a server whose output nobody reads any more goes on", async () => {
    const folder = newFolder();
    const pipe = join(folder, "pipe");
    expect(Bun.spawnSync(["mkfifo", pipe]).exitCode).toBe(0);
    const reading = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const writing = openSync(pipe, "w");
    const port = await freePort();
    const main = join(import.meta.dir, "../src/main.ts");
    const flags = [`--data=${join(folder, "data")}`, `--port=${port}`, "--log-level=debug"];
    const program = Bun.spawn([process.execPath, main, ...flags], { stdio: ["ignore", writing, writing] });
    processes.push(program);
    closeSync(writing);
    closeSync(reading);
    while (program.exitCode === null && !(await isUp(`http://127.0.0.1:${port}`))) await Bun.sleep(10);
    expect(await isUp(`http://127.0.0.1:${port}`)).toBe(true);
    program.kill("SIGTERM");
    expect(await program.exited).toBe(0);
  }, 120_000);
});

/** What the store keeps of the setup code. */
function setupCodeDigest(data: string): unknown {
  const database = new Database(join(data, "parley.db"));
  const row = database.query("select value from settings where name = 'setup_code_digest'").get();
  database.close();
  return row;
}

function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

/**
 * The folder of a service: one per working copy, so that two copies on one machine do not meet, and outside the
 * working copy, because the unprivileged user may not be able to enter that.
 */
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { repositoryRoot, runCommand, tryCommand } from "../command.ts";

/** @param owner user the service runs as; null is oneself. */
export async function serviceFolder(name: string, owner: string | null): Promise<string> {
  const copy = Bun.hash(repositoryRoot).toString(36);
  for (const parent of new Set([tmpdir(), "/tmp", "/var/tmp"])) {
    if (owner !== null && !(await mayEnter(owner, parent))) continue;
    const folder = `${parent}/parley-services-${copy}/${name}`;
    await mkdir(folder, { recursive: true });
    if (owner !== null) await runCommand(["chown", owner, folder]);
    return folder;
  }
  throw new Error(`No temporary folder that the user ${owner} may enter was found.`);
}

async function mayEnter(user: string, folder: string): Promise<boolean> {
  return (await tryCommand(["runuser", "-u", user, "--", "test", "-x", folder])).exitCode === 0;
}

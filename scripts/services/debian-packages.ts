/**
 * Finds programs the tests need and a machine may lack. As root on a Debian they are installed; anywhere else
 * the error says what to install. Nothing is installed that is there already.
 */
import { isRoot, runCommand, tryCommand } from "../command.ts";

export interface RequiredProgram {
  /** What it is called in messages. */
  readonly title: string;
  readonly debianPackage: string;
  /** Absolute path of the program, or null when it is missing. */
  readonly find: () => string | null;
}

export async function requireProgram(program: RequiredProgram): Promise<string> {
  const found = program.find();
  if (found !== null) return found;
  if (!isRoot || Bun.which("apt-get") === null) {
    throw new Error(
      `${program.title} is missing. Install it (on Debian or Ubuntu: apt-get install ${program.debianPackage}).`,
    );
  }
  console.log(`${program.title} is missing: installing Debian's package ${program.debianPackage}.`);
  await installDebianPackage(program.debianPackage);
  const installed = program.find();
  if (installed === null)
    throw new Error(`${program.debianPackage} was installed, but ${program.title} is not there.`);
  return installed;
}

async function installDebianPackage(name: string): Promise<void> {
  // An outdated list still installs most packages, so only the installation itself may fail.
  const update = await tryCommand(["apt-get", "update", "-q"]);
  if (update.exitCode !== 0) console.log(update.output);
  await runCommand(["apt-get", "install", "-q", "-y", "--no-install-recommends", name], {
    // RUNLEVEL=1 keeps a freshly installed service from being started: the tests run their own.
    env: { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
  });
}

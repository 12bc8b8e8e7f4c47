/**
 * Runs under Node.js before every script that runs under Bun. Bun's own installation step links its executable;
 * where install scripts are switched off (a common hardening, and npm's future default) it has not run, so it runs now.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const packageFolder = dirname(createRequire(import.meta.url).resolve("bun/package.json"));
const executable = join(packageFolder, "bin", "bun.exe");

if (!runs()) {
  spawnSync(process.execPath, ["install.js"], { cwd: packageFolder, stdio: "inherit" });
  if (!runs()) {
    console.error(
      "Bun could not be set up. Run `npm ci` again, with install scripts and optional packages on.",
    );
    process.exit(1);
  }
}

function runs() {
  return spawnSync(executable, ["--version"], { stdio: "ignore" }).status === 0;
}

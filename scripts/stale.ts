/** Whether what was built is older than what it was built from. */
import { existsSync, statSync } from "node:fs";
import { repositoryRoot } from "./command.ts";

/** `sources`: patterns below the root. Folders count as well: a file that is gone is a change. */
export function isStale(built: string, sources: readonly string[], root = repositoryRoot): boolean {
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return sources.some((pattern) => {
    const files = new Bun.Glob(pattern).scanSync({ cwd: root, absolute: true, onlyFiles: false });
    for (const file of files) if (statSync(file).mtimeMs > builtMs) return true;
    return false;
  });
}

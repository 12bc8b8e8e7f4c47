/** Each dialect can be deleted with its line in the list, and nothing else notices (contract of all.ts). */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dialectNames } from "../../src/dialects/all.ts";

const source = join(import.meta.dir, "../../src");
const listPath = join(source, "dialects/all.ts");

/** The list as somebody leaves it who deletes the folder: no import of it, no place in the array. */
function listWithout(name: string): string {
  return readFileSync(listPath, "utf8")
    .replace(new RegExp(`^import .* from "\\./${name}/index\\.ts";\\n`, "m"), "")
    .replace(/(readonly DialectDefinition\[\] = \[)([^\]]*)\]/, (_, start: string, names: string) => {
      const left = names.split(",").map((each) => each.trim());
      return `${start}${left.filter((each) => each !== name && each !== "").join(", ")}]`;
    });
}

describe.each(dialectNames)("without %s", (name) => {
  test("[DIA-1] the server builds, and its options are those of the others", async () => {
    const text = listWithout(name);
    expect(text).not.toContain(`./${name}/`);
    const asked: string[] = [];
    const built = await Bun.build({
      entrypoints: [
        join(source, "config/options.ts"),
        join(source, "main.ts"),
        join(source, "engine-thread.ts"),
      ],
      target: "bun",
      plugins: [
        {
          name: "a folder that is gone",
          setup(build) {
            build.onLoad({ filter: /dialects\/all\.ts$/ }, () => ({ contents: text, loader: "ts" }));
            build.onLoad({ filter: new RegExp(`dialects/${name}/`) }, ({ path }) => {
              asked.push(path);
              return { contents: "", loader: "ts" };
            });
          },
        },
      ],
    });
    expect(built.success).toBe(true);
    expect(asked).toEqual([]);
    const code = await Promise.all(built.outputs.map((output) => output.text()));
    expect(code.join("\n")).not.toContain(`name: "${name}"`);
  });
});

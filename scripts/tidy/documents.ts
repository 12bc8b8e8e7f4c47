/** Links between documents, and words that must not stand in any file. */
import { dirname, join } from "node:path";
import type { TextFile } from "./repository.ts";
import type { Finding } from "./source-file.ts";

/** Relative links whose file or heading does not exist. */
export function findBrokenLinks(
  files: readonly TextFile[],
  exists: (path: string) => boolean,
): readonly Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter(({ path }) => path.endsWith(".md"))
    .flatMap((file) =>
      linksOf(file.text).flatMap(({ link, line }) => {
        const [target = "", anchor] = link.split("#");
        const path = target === "" ? file.path : join(dirname(file.path), target).replace(/\/$/, "");
        if (!exists(path))
          return [{ path: file.path, line, message: `link to ${link}: there is no such file` }];
        const page = byPath.get(path);
        const isMissing = anchor !== undefined && page !== undefined && !anchorsOf(page.text).has(anchor);
        return isMissing
          ? [{ path: file.path, line, message: `link to ${link}: there is no such heading` }]
          : [];
      }),
    );
}

function linksOf(text: string): readonly { link: string; line: number }[] {
  return text
    .split("\n")
    .flatMap((content, index) =>
      [...content.matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => ({ link: match[1] ?? "", line: index + 1 }))
        .filter(({ link }) => !/^[a-z]+:/.test(link)),
    );
}

function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? "");
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

const machinePath = /(^|[\s"'`(=])\/(work|root|home|Users)\/[a-z]/;
const registryHost = /\bregistry\.(npmjs\.org|yarnpkg\.com|npmmirror\.com)|\/\/npm\.|"resolved": "https?:/;

/** Paths of one machine, and names of package registries: neither belongs in a repository. */
export function findMachineTraces(files: readonly TextFile[]): readonly Finding[] {
  return files
    .filter(({ path }) => !path.startsWith("scripts/tidy/"))
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((content, index) => {
        const found = machinePath.exec(content)?.[0] ?? registryHost.exec(content)?.[0];
        return found === undefined
          ? []
          : [{ path, line: index + 1, message: `${found.trim()}: true on one machine only` }];
      }),
    );
}

/** Dependencies of the package files that docs/dependencies.md does not explain. */
export function findUnexplainedDependencies(files: readonly TextFile[]): readonly Finding[] {
  const explained = files.find(({ path }) => path === "docs/dependencies.md")?.text ?? "";
  return files
    .filter(({ path }) => /(^|\/)package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Record<
        string,
        object | undefined
      >;
      return Object.keys({ ...dependencies, ...devDependencies })
        .filter((name) => !name.startsWith("@parley/") && !explained.includes(`\`${name}\``))
        .map((name) => ({ path, line: 1, message: `${name} has no line in docs/dependencies.md` }));
    });
}

/** The files of the working copy: what git knows, and what is new and not ignored. */
import { existsSync, readFileSync } from "node:fs";
import { repositoryRoot, runCommand } from "../command.ts";
import { type SourceFile, sourceFile } from "./source-file.ts";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

const binary = /\.(png|ico|woff2?|webp|jpg|gz|hdr)$/;

const paths = (await runCommand(["git", "ls-files", "--cached", "--others", "--exclude-standard"]))
  .split("\n")
  .filter((path) => path !== "" && !binary.test(path) && existsSync(`${repositoryRoot}/${path}`));

export const textFiles: readonly TextFile[] = paths.map((path) => ({
  path,
  text: readFileSync(`${repositoryRoot}/${path}`, "utf8"),
}));

export const sourceFiles: readonly SourceFile[] = textFiles
  .filter(({ path }) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
  .map(({ path, text }) => sourceFile(path, text));

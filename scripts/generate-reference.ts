/** `npm run reference`: writes docs/reference and removes what no longer belongs there. */
import { readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { allReferenceFiles, referenceFolder } from "./reference-files.ts";

await mkdir(referenceFolder, { recursive: true });
const files = allReferenceFiles();
for (const name of readdirSync(referenceFolder)) {
  if (!Object.hasOwn(files, name)) await rm(`${referenceFolder}/${name}`);
}
for (const [name, text] of Object.entries(files)) await writeFile(`${referenceFolder}/${name}`, text);
console.log(`Wrote ${Object.keys(files).length} files to docs/reference.`);

/** What the built client weighs, and that it keeps to the content security policy it is served with. */
import { beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { build } from "vite";

setDefaultTimeout(60_000);

const root = new URL("..", import.meta.url).pathname;
const initialGzipBytesMax = 80 * 1024;

interface BuiltFile {
  readonly name: string;
  readonly source: string;
}

let files: BuiltFile[] = [];

const file = (pattern: RegExp) => files.filter(({ name }) => pattern.test(name));

beforeAll(async () => {
  const result = await build({
    root,
    configFile: `${root}/vite.config.ts`,
    logLevel: "warn",
    build: { write: false },
  });
  const outputs = [result].flat().flatMap((part) => ("output" in part ? part.output : []));
  files = outputs.map((output) => ({
    name: output.fileName,
    source: output.type === "chunk" ? output.code : String(output.source),
  }));
});

test("the first load weighs at most 80 KB compressed: scripts, styles and the texts of one language", () => {
  const page = file(/^index\.html$/)[0]?.source ?? "";
  const loaded = file(/^assets\/.*\.(js|css)$/).filter(({ name }) => page.includes(name));
  expect(loaded.length).toBeGreaterThanOrEqual(2);
  const compressedBytes = ({ source }: BuiltFile) => Bun.gzipSync(Buffer.from(source)).byteLength;
  // The page fetches one of them, by the reader's choice.
  const texts = file(/^assets\/.*\.js$/).filter(({ source }) => /tagline:/.test(source));
  expect(texts.length).toBe(2);
  const bytes =
    loaded.reduce((sum, built) => sum + compressedBytes(built), 0) + Math.max(...texts.map(compressedBytes));
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(initialGzipBytesMax);
});

test("nothing is inline: no script in the page, no style attribute in page or templates", () => {
  const page = file(/^index\.html$/)[0]?.source ?? "";
  expect(page).toContain("<script");
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(page).not.toMatch(/<style|\son[a-z]+=/);
  for (const { source } of file(/\.(html|js)$/)) expect(source).not.toMatch(/<[a-z]+[^<>]*\sstyle=/);
  for (const { source } of file(/\.js$/)) expect(source).not.toMatch(/\beval\(|new Function\(/);
});

test("no address of anybody else is loaded at run time", () => {
  for (const { source } of file(/\.(html|js|css)$/)) {
    const addresses = source.match(/\bhttps?:\/\/[\w.-]+/g) ?? [];
    // The names of SVG and MathML, which are not fetched.
    expect(addresses.filter((address) => !address.endsWith("//www.w3.org"))).toEqual([]);
    expect(source).not.toMatch(/url\(["']?(https?:)?\/\//);
  }
});

test("the service worker knows every file of its own build and imports nothing", () => {
  const worker = file(/^service-worker\.js$/)[0]?.source ?? "";
  for (const { name } of file(/^assets\//)) expect(worker).toContain(`/${name}`);
  expect(worker).not.toMatch(/__PRECACHE_FILES__|__BUILD_VERSION__/);
  expect(worker).not.toMatch(/\bimport\b/);
});

import { expect, test } from "bun:test";
import { createStaticFiles } from "./static-files.ts";
import { assetsAt } from "./web-home.ts";

const page = { body: new Blob(["<!doctype html>"]), contentType: "text/html" };
const { handle } = createStaticFiles(new Map([["/index.html", page]]));
const statusOf = async (path: string, accept = "*/*") => {
  const request = new Request(`http://127.0.0.1${path}`, { headers: { accept } });
  return (await handle(request, path))?.status ?? null;
};

test("[PROF-30] whatever follows a link that people pass on gets the page; elsewhere who asks for one", async () => {
  for (const path of ["/", "/u/k3f9x", "/g/k3f9x"]) expect([path, await statusOf(path)]).toEqual([path, 200]);
  for (const path of ["/u/", "/u/a/b.js", "/users", "/contacts"]) {
    expect([path, await statusOf(path)]).toEqual([path, null]);
    expect([path, await statusOf(path, "text/html,*/*")]).toEqual([path, 200]);
  }
});

test("[RUN-15] the first page may be at /app, and says so to the client; the root then leads there", async () => {
  const built = (text: string, contentType: string) => ({ body: new Blob([text]), contentType });
  const assets = new Map([
    ["/index.html", built('<!doctype html><html lang="en">', "text/html")],
    ["/manifest.webmanifest", built('{ "start_url": "/", "scope": "/" }', "application/manifest+json")],
  ]);
  const files = createStaticFiles(await assetsAt("/app", assets), "/app");
  const get = (path: string) => files.handle(new Request(`http://127.0.0.1${path}`), path);
  const first = await get("/app");
  expect([first?.status, await first?.text()]).toEqual([
    200,
    '<!doctype html><html lang="en" data-home="/app">',
  ]);
  expect(await (await get("/manifest.webmanifest"))?.text()).toBe('{ "start_url": "/app", "scope": "/" }');
  const root = await get("/");
  expect([root?.status, root?.headers.get("location")]).toEqual([302, "/app"]);
  expect(assetsAt("/app", new Map([["/index.html", page]]))).rejects.toThrow("no <html");
  expect(await assetsAt("/", assets)).toBe(assets);
});

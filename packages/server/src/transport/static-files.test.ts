import { expect, test } from "bun:test";
import { createStaticFiles } from "./static-files.ts";

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

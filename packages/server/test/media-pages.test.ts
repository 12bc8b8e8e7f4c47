/** Files and pages of other origins: who may upload from a browser, and who may read what it fetches. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { SignedIn } from "@parley/protocol";
import { startTestServer, type TestServer } from "./support/test-server.ts";
import { tusClient } from "./support/tus-uploads.ts";

const listed = "https://chat.example.com";
const bytes = Buffer.from("0123456789".repeat(10));

let server: TestServer;
let ann: SignedIn;
let id: string;
let link: string;

beforeAll(async () => {
  server = await startTestServer({ allowedOrigins: listed });
  ann = await server.newUser("ann");
  const form = new FormData();
  form.append("file", new Blob([bytes]), "digits.txt");
  const response = await fetch(`${server.url}/v1/media`, {
    method: "POST",
    headers: headersOf(ann),
    body: form,
  });
  ({ id } = ((await response.json()) as { media: { id: string } }).media);
  const { body } = await server.post("media.link", { ids: [id] }, ann.accessToken);
  link = `${server.url}${body.links[0].url}`;
});
afterAll(() => server.stop());

const headersOf = (user: SignedIn) => ({ authorization: `Bearer ${user.accessToken}` });

function preflight(url: string, origin: string, method: string, headers: string): Promise<Response> {
  return fetch(url, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": method, "access-control-request-headers": headers },
  });
}

const namesIn = (response: Response, header: string) =>
  (response.headers.get(`access-control-${header}`) ?? "").toLowerCase().split(/, */);

test("[MED-28] a page of a listed origin may send what uploads and calls need, and no other page", async () => {
  const tus =
    "authorization,content-type,tus-resumable,upload-length,upload-metadata,upload-offset,upload-checksum";
  for (const [path, method, headers] of [
    ["/v1/media", "POST", "authorization"],
    ["/v1/media/tus", "POST", tus],
    [`/v1/media/tus/${id}`, "PATCH", tus],
    [`/v1/media/tus/${id}`, "DELETE", "authorization,tus-resumable"],
    [`/media/${id}`, "GET", "range"],
    ["/v1/media.link", "POST", "authorization,content-type"],
  ] as const) {
    const answer = await preflight(`${server.url}${path}`, listed, method, headers);
    expect([path, answer.status]).toEqual([path, 204]);
    expect(answer.headers.get("access-control-allow-origin")).toBe(listed);
    expect(namesIn(answer, "allow-methods")).toContain(method.toLowerCase());
    expect(namesIn(answer, "allow-headers")).toEqual(expect.arrayContaining(headers.split(",")));
    const other = await preflight(`${server.url}${path}`, "https://evil.example.com", method, headers);
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  }
});

test("[MED-28] it reads where its upload is and how far it came", async () => {
  const { headers, status } = await tusClient(server.url, ann).send("POST", "/v1/media/tus", {
    origin: listed,
    "upload-length": "5",
  });
  expect(status).toBe(201);
  const readable = (headers.get("access-control-expose-headers") ?? "").split(", ");
  expect(readable).toEqual(expect.arrayContaining(["location", "upload-offset", "upload-expires"]));
  expect(headers.get("access-control-allow-origin")).toBe(listed);
});

test("[MED-28] it reads files and parts of them, and a page that is not listed reads none", async () => {
  const part = await fetch(link, { headers: { origin: listed, range: "bytes=10-14" } });
  expect([part.status, await part.text()]).toEqual([206, "01234"]);
  expect(part.headers.get("access-control-allow-origin")).toBe(listed);
  expect(namesIn(part, "expose-headers")).toEqual(expect.arrayContaining(["content-range", "etag"]));
  expect(part.headers.get("vary")).toBe("origin");
  const other = await fetch(link, { headers: { origin: "https://evil.example.com" } });
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
});

test("[MED-22] what is known is recognised among several tags, and weakened by a proxy", async () => {
  const etag = (await fetch(link)).headers.get("etag") ?? "";
  const statusOf = async (tags: string) => (await fetch(link, { headers: { "if-none-match": tags } })).status;
  for (const tags of [etag, `W/${etag}`, `"one", ${etag}`, `"one",W/${etag}`, "*"]) {
    expect([tags, await statusOf(tags)]).toEqual([tags, 304]);
  }
  for (const tags of ['"one"', 'W/"one", "two"', etag.replaceAll('"', "")]) {
    expect([tags, await statusOf(tags)]).toEqual([tags, 200]);
  }
});

import { afterAll, beforeAll, expect, test } from "bun:test";
import { PageServer } from "../../test/support/page-server.ts";
import { refusedSpellings } from "../../test/support/refused-spellings.ts";
import type { Pages } from "../engine/ports/pages.ts";
import { parseAllowedHosts } from "./address-policy.ts";
import { createGuardedRequest } from "./guarded-request.ts";
import { createPages } from "./read-page.ts";

/** On loopback, which is not public: whatever is asked for there without being allowed is a hole. */
let server: PageServer;
beforeAll(() => {
  server = new PageServer();
  server.page("/secret", "a secret");
});
afterAll(() => server.stop());

/** Names lead to loopback, or to one address after the other. */
function pages(allowed: readonly string[], names: Readonly<Record<string, readonly string[]>> = {}): Pages {
  const lookups: string[] = [];
  return createPages(
    createGuardedRequest({
      allowed: parseAllowedHosts(allowed),
      async resolve(host) {
        const earlier = lookups.filter((name) => name === host).length;
        lookups.push(host);
        const answers = names[host] ?? ["127.0.0.1"];
        return [answers[Math.min(earlier, answers.length - 1)] ?? ""];
      },
      now: () => 0,
    }),
  );
}

/** What is answered where nobody is connected to. */
const refusals = ["address_refused", "url_refused"];

test("[LINK-3] no spelling of an address that is not public is looked up, as a page or as a picture", async () => {
  const { readPage, readPicture } = pages([]);
  server.asked.length = 0;
  for (const host of [...refusedSpellings, "names.example"]) {
    const url = `http://${host}:${server.port}/secret`;
    for (const answer of [await readPage(url), await readPicture(url)]) {
      expect([host, !answer.ok && refusals.includes(answer.reason)]).toEqual([host, true]);
    }
  }
  expect(server.asked).toEqual([]);
});

test("[LINK-3] no redirect leads to one either, and what was allowed stays all that is", async () => {
  const { readPage, readPicture } = pages(["pages.test"]);
  let target = "";
  server.answer("/to", () => new Response(null, { status: 302, headers: { location: target } }));
  server.asked.length = 0;
  const from = `http://pages.test:${server.port}/to`;
  for (const host of refusedSpellings) {
    // A header carries no other characters.
    const written = host.replaceAll(/[^\x20-\x7e]/g, encodeURIComponent);
    target = `http://${written}:${server.port}/secret`;
    const read = host.length % 2 === 0 ? readPage : readPicture;
    const answer = await read(from);
    expect([host, !answer.ok && refusals.includes(answer.reason)]).toEqual([host, true]);
  }
  expect(server.asked.filter((path) => path !== "/to")).toEqual([]);
  target = "/secret";
  expect(await readPage(from)).toMatchObject({ ok: true, page: { title: "a secret" } });
  target = "/to";
  expect(await readPage(from)).toEqual({ ok: false, reason: "redirected" });
});

test("[LINK-3] a name that leads elsewhere a moment later leads nowhere", async () => {
  const names = { "rebound.test": ["127.0.0.2", "127.0.0.1", "10.0.0.1"] };
  const { readPage } = pages(["127.0.0.2"], names);
  server.asked.length = 0;
  const url = `http://rebound.test:${server.port}/secret`;
  // The address that was checked is the one that is connected to: nobody listens there.
  expect(await readPage(url)).toEqual({ ok: false, reason: "unreachable" });
  expect(await readPage(url)).toEqual({ ok: false, reason: "address_refused" });
  expect(await readPage(url)).toEqual({ ok: false, reason: "address_refused" });
  expect(server.asked).toEqual([]);
});

test("[LINK-2] what is no page, or is refused, or does not say what it is called, is none; a long one is cut", async () => {
  const { readPage, readPicture } = pages(["127.0.0.1"]);
  const typed = (type: string, body = "<title>t</title>") => {
    server.answer("/typed", () => new Response(body, { headers: { "content-type": type } }));
    return readPage(server.url("/typed"));
  };
  for (const type of ["text/plain", "application/json", "image/png", "text/htmlx", "application/xml"]) {
    expect(await typed(type)).toEqual({ ok: false, reason: "no_page" });
  }
  expect(await typed("text/html", "<p>untitled</p>")).toEqual({ ok: false, reason: "untitled" });
  for (const type of ["text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml"]) {
    expect(await typed(type)).toMatchObject({ ok: true, page: { title: "t" } });
  }
  const long = `<title>long</title>${" ".repeat(600 * 1024)}<meta property="og:title" content="too late">`;
  expect(await typed("text/html", long)).toMatchObject({ ok: true, page: { title: "long" } });
  server.answer("/typed", () => new Response("<title>t</title>", { status: 404 }));
  expect(await readPage(server.url("/typed"))).toEqual({ ok: false, reason: "refused" });
  expect(await readPicture(server.url("/typed"))).toEqual({ ok: false, reason: "refused" });
  server.answer("/large", () => new Response(new Uint8Array(4 * 1024 * 1024 + 1)));
  expect(await readPicture(server.url("/large"))).toEqual({ ok: false, reason: "too_large" });
});

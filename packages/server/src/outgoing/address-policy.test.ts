import { expect, test } from "bun:test";
import { refusedSpellings } from "../../test/support/refused-spellings.ts";
import { parseAllowedHosts } from "./address-policy.ts";
import { checkUrl } from "./url-policy.ts";

const nothing = parseAllowedHosts([]);

test("[HOOK-10] no spelling of an address that is not public is accepted", () => {
  expect(refusedSpellings.length).toBeGreaterThanOrEqual(60);
  for (const host of refusedSpellings) {
    const checked = checkUrl(`http://${host}/path`, nothing, false);
    expect([host, checked.ok]).toEqual([host, false]);
    const withPort = checkUrl(`https://${host}:8443/`, nothing, true);
    expect([host, withPort.ok]).toEqual([host, false]);
  }
});

test("[HOOK-10] public addresses and names are accepted", () => {
  const accepted = [
    "example.com",
    "hooks.example.com.",
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.1",
  ];
  const more = [
    "100.63.255.255",
    "100.128.0.1",
    "192.167.1.1",
    "[2606:4700::1111]",
    "[2a00:1450::1]",
    "例え.jp",
  ];
  for (const host of [...accepted, ...more]) {
    expect([host, checkUrl(`https://${host}/`, nothing, true).ok]).toEqual([host, true]);
  }
});

test("[HOOK-10] only http and https, without a name and password, and https where it is asked for", () => {
  const refused = ["ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "data:text/html,x"];
  const odd = [
    "https://user:secret@example.com/",
    "https://user@example.com/",
    "javascript:1",
    "",
    "https://",
    "//x",
  ];
  for (const url of [...refused, ...odd, `https://example.com/${"a".repeat(2_000)}`]) {
    expect([url, checkUrl(url, nothing, false)]).toEqual([url, { ok: false, reason: "url_refused" }]);
  }
  expect(checkUrl("http://example.com/", nothing, true)).toEqual({ ok: false, reason: "url_refused" });
  expect(checkUrl("http://example.com/", nothing, false).ok).toBe(true);
});

test("[HOOK-10] what the operator allows is accepted, and no more than that", () => {
  const allowed = parseAllowedHosts(["hooks.internal", "10.1.0.0/16", "fd00::/8", "127.0.0.1"]);
  for (const host of ["hooks.internal", "HOOKS.internal.", "10.1.2.3", "0x0a010203", "[fd00::1]", "127.1"]) {
    expect([host, checkUrl(`http://${host}/`, allowed, true).ok]).toEqual([host, true]);
  }
  for (const host of [
    "other.internal",
    "x.hooks.internal",
    "10.2.0.1",
    "[fc00::1]",
    "127.0.0.2",
    "localhost",
  ]) {
    expect([host, checkUrl(`http://${host}/`, allowed, false).ok]).toEqual([host, false]);
  }
});

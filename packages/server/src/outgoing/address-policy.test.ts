import { expect, test } from "bun:test";
import { parseAllowedHosts } from "./address-policy.ts";
import { checkUrl } from "./url-policy.ts";

const nothing = parseAllowedHosts([]);

/** Spellings of places that are not public. Each is what somebody may enter, follow a redirect to, or have an answer lead to. */
const refusedSpellings = [
  // Loopback, and all the ways to write it.
  ...["127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.0x0.0x0.0x1"],
  ...["0177.0.0.1", "017700000001", "0x7f.1", "127.0.0.1.", "127.000.000.001", "0177.0x0.0.1"],
  ...["localhost", "LOCALHOST", "localhost.", "foo.localhost", "%6c%6f%63alhost", "ｌｏｃａｌｈｏｓｔ"],
  ...["①②⑦.⓪.⓪.①", "127。0。0。1", "127%2e0%2e0%2e1"],
  ...["[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0.0.0.1]"],
  // This host, whatever that is.
  ...["0", "0.0.0.0", "0x0", "00", "0.1.2.3", "[::]", "[0::0]"],
  // IPv4 inside of IPv6: mapped, compatible, translated, 6to4, NAT64, Teredo.
  ...["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::FFFF:10.0.0.1]"],
  ...["[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]"],
  ...["[64:ff9b:1::10.0.0.1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001::1]"],
  ...["[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[::ffff:8.8.8.8]"],
  // Private networks and those of carriers.
  ...["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255"],
  ...["167772161", "0xc0a80001", "0300.0250.0.1", "100.64.0.1", "100.127.255.255", "100.100.100.200"],
  ...["[fc00::1]", "[fd00:ec2::254]", "[fdff:ffff::1]", "[fec0::1]"],
  // Link-local, and what clouds put there.
  ...["169.254.169.254", "169.254.0.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518"],
  ...["[fe80::1]", "[febf::1]", "[fe80::a9fe:a9fe]", "168.63.129.16", "metadata", "metadata.google.internal"],
  // Set aside, multicast, broadcast.
  ...["192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1"],
  ...["203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "[ff02::1]"],
  ...["[100::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "router.local", "nas.home.arpa", "intranet"],
];

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

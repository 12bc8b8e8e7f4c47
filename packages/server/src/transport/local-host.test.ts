import { expect, test } from "bun:test";
import { isLocalHost } from "./local-host.ts";

test.each([
  ...["127.0.0.1", "127.0.0.1:3000", "192.168.1.20:3000", "[::1]", "[::1]:3000", "[fe80::1]:80"],
  ...["localhost", "localhost:3000", "LocalHost:3000", "nas", "nas:3000", "nas.:3000", "app.localhost:3000"],
  ...["nas.local", "NAS.local:3000", "nas.local.:3000", "chat.home.arpa", "chat.corp.internal:443"],
])("[CALL-11] nobody outside can own %s", (host) => {
  expect(isLocalHost(host)).toBe(true);
});

test.each([
  ...[
    "evil.com",
    "evil.com:3000",
    "127.0.0.1.evil.com",
    "127.0.0.1.nip.io",
    "localhost.evil.com",
    "local.com",
  ],
  ...[
    "xlocal.co",
    "evil.com.",
    "1.2.3.4.5",
    "1.2.3.x",
    "",
    ":3000",
    ".",
    "a b",
    "evil.com@nas",
    "nas/evil.com",
  ],
  ...["[::1].evil.com", "[evil.com]", "nas:3000:3000"],
])("[CALL-11] somebody may own %j", (host) => {
  expect(isLocalHost(host)).toBe(false);
});

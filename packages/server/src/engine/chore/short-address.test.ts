import { expect, test } from "bun:test";
import { shortAddress } from "./short-address.ts";

test("[DEV-3] a shortened address names a network, and no machine", () => {
  const addresses = {
    "203.0.113.77": "203.0.113.0",
    "10.1.2.3": "10.1.2.0",
    "::ffff:203.0.113.77": "203.0.113.0",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1::",
    "2001:db8::6": "2001:db8:0::",
    "fe80::1%eth0": "fe80:0:0::",
    "::1": "0:0:0::",
    unknown: "",
    "": "",
  };
  for (const [whole, short] of Object.entries(addresses)) {
    expect([whole, shortAddress(whole)]).toEqual([whole, short]);
    expect(shortAddress(short)).toBe(short);
  }
});

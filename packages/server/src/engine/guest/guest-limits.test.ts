import { expect, test } from "bun:test";
import { networkOf } from "./guest-limits.ts";

test("[GUE-3] addresses of IPv6 are counted by their network, in whichever of them somebody comes", () => {
  const networks = {
    "203.0.113.77": "203.0.113.77",
    "::ffff:203.0.113.77": "::ffff:203.0.113.77",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2",
    "2001:db8:1:2::1": "2001:db8:1:2",
    "2001:db8:1:3::1": "2001:db8:1:3",
    "2001:db8::1": "2001:db8",
    "2001:db8::1:2:3:4": "2001:db8",
    "2001:db8:0:0:1::": "2001:db8",
    "2001:db8:0:1::": "2001:db8:0:1",
    "::1": "",
    "": "",
  };
  for (const [address, network] of Object.entries(networks)) {
    expect([address, networkOf(address)]).toEqual([address, network]);
  }
});

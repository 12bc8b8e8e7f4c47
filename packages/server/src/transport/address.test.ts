import { expect, test } from "bun:test";
import { clientAddress } from "./address.ts";

test("[SEC-36] [CON-15] a client cannot choose its address: only what trusted proxies wrote is looked at", () => {
  const forwarded = (value: string) => new Headers({ "x-forwarded-for": value });
  expect(clientAddress(forwarded("6.6.6.6"), "1.1.1.1", 0)).toBe("1.1.1.1");
  expect(clientAddress(forwarded("6.6.6.6, 2.2.2.2"), "1.1.1.1", 1)).toBe("2.2.2.2");
  expect(clientAddress(forwarded("6.6.6.6, 2.2.2.2, 3.3.3.3"), "1.1.1.1", 2)).toBe("2.2.2.2");
  expect(clientAddress(new Headers(), "1.1.1.1", 1)).toBe("1.1.1.1");
  expect(clientAddress(forwarded("2.2.2.2"), "1.1.1.1", 3)).toBe("1.1.1.1");
});

/** What of the contract `egg` cannot be recorded as an exchange. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { ParleyError } from "@parley/protocol";
import { refusal } from "../../src/dialects/egg/errors.ts";
import { startTestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

test("[DIA-7] what goes wrong inside is told as such, and no more", async () => {
  const response = refusal(new ParleyError("internal", { message: "near line 3 of the table" }));
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ msg: "fail", data: "系统异常，请稍后再试" });
});

test("[DIA-3] a page of a listed origin may ask before it calls, and reads what it is answered", async () => {
  const origin = "https://h5.example";
  const server = await startTestServer({ dialects: "egg", allowedOrigins: origin });
  try {
    for (const path of ["/api/loginChat", "/api/chat/socket/sendmessage", "/api/chat/goodfriendlist/1"]) {
      const ask = (from: string) =>
        fetch(server.url + path, {
          method: "OPTIONS",
          headers: {
            ...{ origin: from, "access-control-request-method": "POST" },
            "access-control-request-headers": "content-type,token,x-security-sign",
          },
        });
      const { headers, status } = await ask(origin);
      expect([path, status, headers.get("access-control-allow-origin")]).toEqual([path, 204, origin]);
      expect(headers.get("access-control-allow-headers")).toBe(
        "authorization, content-type, token, x-security-sign",
      );
      expect((await ask("https://other.example")).headers.get("access-control-allow-origin")).toBeNull();
    }
    const refused = await fetch(`${server.url}/api/chat/grouplist/1`, { headers: { origin } });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([400, origin]);
  } finally {
    await server.stop();
  }
});

import { expect, test } from "bun:test";
import { createRequest } from "./request.ts";

function read(body: string, type: string) {
  const url = "http://server.test/x";
  const request = new Request(url, { method: "POST", body, headers: { "content-type": type } });
  const incoming = { request, url: new URL(url), address: "127.0.0.1", isOwnPage: () => false };
  return createRequest(incoming, "/x", {}, undefined);
}

const form = "application/x-www-form-urlencoded";

test("[DIA-18] a field with several values is read however clients spell it", async () => {
  const spellings = [
    ["ids=1&ids=2", form],
    ["ids[]=1&ids[]=2", form],
    ["ids%5B0%5D=1&ids%5B1%5D=2", form],
    ['{"ids":["1","2"]}', "application/json"],
  ] as const;
  for (const [body, type] of spellings) {
    expect([body, await read(body, type).values("ids")]).toEqual([body, ["1", "2"]]);
  }
  expect(await read("other=1", form).values("ids")).toEqual([]);
  const first = await read("ids=1&ids=2", form).fields();
  expect(first.get("ids")).toBe("1");
});

test("[DIA-18] no form has more values than anybody needs", async () => {
  const body = Array.from({ length: 1_001 }, () => "ids[]=1").join("&");
  expect(
    await read(body, form)
      .values("ids")
      .catch((error) => error.code),
  ).toBe("bad_request");
});

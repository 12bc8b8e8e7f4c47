/** Administrators by the contract `egg`: people and complaints. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { claimAdmin } from "../support/admin.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

let server: TestServer;
let boss: EggClient;
let ann: EggClient;
beforeAll(async () => {
  server = await startTestServer({ dialects: "egg" });
  boss = new EggClient(server, await claimAdmin(server));
  ann = new EggClient(server, await server.newUser("ann"));
});
afterAll(() => server.stop());

const admin = (path: string, fields?: object) => boss.ask(`../../admin/${path}`, fields);
const signIn = async (username: string, password: string) => {
  const response = await fetch(`${server.url}/api/loginChat`, {
    method: "POST",
    body: new URLSearchParams({ username, password }),
  });
  return { status: response.status, ...(await response.json()) };
};

test("[DIA-2] [ADM-2] an administrator makes, lists, edits, disables, enables and deletes people", async () => {
  const { data: made } = await admin("chatuser/create", { username: "egg_made", password: "secret1" });
  expect(made).toMatchObject({ username: "egg_made", role: "user", status: 1, is_deleted: 0 });
  expect((await admin("chatuser/create", { username: "egg_made", password: "secret1" })).data).toBe(
    "该账号已存在，请换一个账号注册",
  );
  expect((await admin("chatuser/create", { username: "x", password: "secret1" })).status).toBe(422);
  expect((await signIn("egg_made", "secret1")).data.id).toBe(made.id);
  const { data: edited } = await admin(`chatuser/edit/${made.id}`, { nickname: "小明" });
  expect(edited).toEqual({ ...made, nickname: "小明" });
  expect((await admin("chatuser?keyword=egg_made")).data).toEqual({
    rows: [edited],
    ...{ page: 1, pageSize: 20, hasMore: false },
  });
  const [first, second] = [await admin("chatuser?pageSize=1"), await admin("chatuser?page=2&pageSize=1")];
  expect(first.data.hasMore).toBe(true);
  expect(second.data.rows).toHaveLength(1);
  expect(second.data.rows).not.toEqual(first.data.rows);
  expect((await admin("chatuser?page=1000&pageSize=100")).data).toMatchObject({ rows: [], hasMore: false });
  expect((await admin("chatuser?page=0")).status).toBe(422);
  expect((await admin(`chatuser/disable/${made.id}`, {})).data).toBe("ok");
  expect((await signIn("egg_made", "secret1")).status).toBe(400);
  expect((await admin("chatuser?keyword=egg_made")).data.rows[0].status).toBe(0);
  expect((await admin(`chatuser/enable/${made.id}`, {})).data).toBe("ok");
  expect((await signIn("egg_made", "secret1")).status).toBe(200);
  expect((await admin(`chatuser/delete/${made.id}`, {})).data).toBe("ok");
  expect((await signIn("egg_made", "secret1")).status).toBe(400);
  expect((await admin("chatuser/delete/999999999", {})).data).toBe("用户不存在");
});

test("[COMP-6] an administrator lists complaints, takes care of one, answers and closes it", async () => {
  const bob = await server.newUser("bob");
  const fields = { target_id: bob.user.id, target_type: "single", reason: "骚扰" };
  const { data: made } = await ann.ask("complaint/create", fields);
  const { data: listed } = await admin("complaint?page=1&pageSize=10");
  expect(listed.rows[0]).toMatchObject({ id: made.id, user_id: ann.id, target_id: bob.user.id, status: 0 });
  const set = (status: number, reply?: string) =>
    admin(`complaint/update/${made.id}`, { status, ...(reply === undefined ? {} : { reply }) });
  expect((await set(1)).data.status).toBe(1);
  expect((await ann.ask(`complaint/update/${made.id}`, { reason: "late" })).data).toBe(
    "投诉已处理，不能修改",
  );
  expect((await set(0)).data.status).toBe(0);
  expect((await set(2)).status).toBe(422);
  expect((await set(2, "已处理")).data).toMatchObject({ status: 2, reply: "已处理" });
  expect((await ann.ask(`complaint/detail/${made.id}`)).data).toMatchObject({ status: 2, reply: "已处理" });
  expect((await set(3)).data).toMatchObject({ status: 3, reply: "已处理" });
  expect((await set(1)).data).toBe("投诉已处理，不能修改");
  expect((await admin("complaint/update/999999999", { status: 1 })).data).toBe("投诉不存在");
});

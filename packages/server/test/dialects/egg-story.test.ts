/** A day with the contract `egg`, in its own order, beside a native client of the same people. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { startTestServer } from "../support/test-server.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

test("[DIA-13] register, log in, befriend", async () => {
  const server = await startTestServer({ dialects: "egg" });
  const ask = async (path: string, token = "", fields?: object) => {
    const response = await fetch(`${server.url}${path}`, {
      method: fields === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", token },
      ...(fields === undefined ? {} : { body: JSON.stringify(fields) }),
    });
    return (await response.json()).data;
  };
  await ask("/api/regChat", "", { username: "ann_story", password: "secret1" });
  const ann = await ask("/api/loginChat", "", { username: "ann_story", password: "secret1" });
  const bob = await ask("/api/regChat", "", { username: "bob_story", password: "secret1" });
  const [found] = await ask("/api/chat/searchUser", ann.token, { keyword: "bob_story" });
  expect(found).toMatchObject({ id: bob.id, uuid: bob.uuid });
  expect(await ask("/api/chat/applyfriend", ann.token, { friend_id: found.id, nickname: "Bobby" })).toBe(
    "ok",
  );
  const application = await ask(`/api/chat/isApplyfriend/${ann.uuid}`, bob.token, {});
  expect(await ask(`/api/chat/handleapply/${application.id}`, bob.token, { status: "agree" })).toBe("ok");
  const { rows } = await ask("/api/chat/goodfriendlist/1", ann.token);
  expect(rows.newList).toEqual([
    { title: "B", list: [expect.objectContaining({ friend_id: bob.id, name: "Bobby" })] },
  ]);
  // What a native client of the same person sees.
  const native = await server.post("account.login", { username: "bob_story", password: "secret1" });
  const { body } = await server.post("contact.list", {}, native.body.accessToken);
  expect(body.contacts).toEqual([expect.objectContaining({ userId: ann.id, isContact: true })]);
  await server.stop();
});

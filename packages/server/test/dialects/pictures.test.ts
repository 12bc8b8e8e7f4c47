/** Pictures of people and groups, set by clients of one contract and looked at by those of another. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { newCaller } from "../support/both-transports.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

// A server starts slowly where others run beside it.
setDefaultTimeout(60_000);

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AAQQxwFgBB0gX7h/C5SAAAAABJRU5ErkJggg==",
  "base64",
);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dialects: "egg,ginroom,hertz" });
});
afterAll(() => server.stop());

const typeAt = async (address: string, headers: Record<string, string> = {}) =>
  (await fetch(server.url + address, { headers })).headers.get("content-type");

test("[DIA-16] a picture uploaded through one contract is fetched by readers of every other", async () => {
  const [ann, bob] = [await newCaller(server, "ann"), await newCaller(server, "bob")];
  const [eggAnn, eggBob] = [new EggClient(server, ann.user), new EggClient(server, bob.user)];
  const { request } = await ann.socket.call("contact.request", { userId: eggBob.id });
  await bob.socket.call("contact.answer", { requestId: request.id, answer: "accept" });
  const { data: kept } = await eggAnn.upload(
    "uploadStreamSingleToServerDiy/head",
    "me.png",
    new Uint8Array(png),
  );
  const fields = { fieldname: "avatar", fieldValue: kept.url };
  expect(await eggAnn.ask("updateUserinfo", fields)).toMatchObject({ status: 200, data: "头像更新成功" });
  const { account } = await ann.socket.call("account.me", {});
  expect(account.avatar).toMatch(/^\/media\/[0-9a-f]{32}$/);
  const linkFor = (reader: EggClient) => `${account.avatar.slice("/media/".length)}?user=${reader.id}&`;
  // Somebody else's file is nobody's picture.
  expect((await eggBob.ask("updateUserinfo", fields)).data).toBe("头像地址不合法");

  // What a message is told with is each reader's own.
  await eggBob.come();
  const { data: said } = await eggAnn.say(eggBob.id, "hello");
  for (;;) {
    const heard = await eggBob.hear();
    if (heard.id !== said.id) continue;
    expect(heard.from_avatar).toContain(linkFor(eggBob));
    expect(await typeAt(heard.from_avatar)).toBe("image/png");
    break;
  }
  await eggBob.leave();
  // Told back with its query it is the same picture.
  expect(said.from_avatar).toContain(linkFor(eggAnn));
  await eggAnn.ask("updateUserinfo", { fieldname: "avatar", fieldValue: said.from_avatar });
  expect((await ann.socket.call("account.me", {})).account.avatar).toBe(account.avatar);

  // A group's faces are told one by one where the contract wants them so.
  const { conversation } = await ann.socket.call("group.create", { memberIds: [eggBob.id] });
  const made = await ann.socket.push((push) => push.ev === "conversation.updated");
  expect(made.conversation.avatar).toMatch(/^\/media\//);
  const { data: record } = await eggBob.ask(`groupinfo/${conversation.id}`);
  expect(record.avatar).toContain(linkFor(eggBob));

  const logIn = async (path: string, body: BodyInit) =>
    (await fetch(server.url + path, { method: "POST", body })).json();
  const credentials = { username: bob.user.user.username, password: "correct horse" };
  const { data: room } = await logIn("/login", JSON.stringify(credentials));
  const detail = await fetch(`${server.url}/query/detail?user_name=${ann.user.user.username}`, {
    headers: { token: room.token },
  });
  const ginroom = (await detail.json()).data.avatar;
  expect([ginroom.split("?")[0], await typeAt(ginroom)]).toEqual([account.avatar, "image/png"]);

  const page = await logIn(
    "/user/findUserByNameAndPwd",
    new Blob([`name=${ann.user.user.username}&password=correct%20horse`], {
      type: "application/x-www-form-urlencoded",
    }),
  );
  const token = page.data.Identity;
  expect(page.data.Avatar).toMatch(/^\/asset\/upload\/\d{49}\.png$/);
  expect(await typeAt(page.data.Avatar, { token })).toBe("image/png");
});

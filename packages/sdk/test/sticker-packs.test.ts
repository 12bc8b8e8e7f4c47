import { afterAll, beforeAll, expect, test } from "bun:test";
import { startTestServer, type TestServer } from "../../server/test/support/test-server.ts";
import { createClient } from "../src/client.ts";
import { until } from "./support/until.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const open = () => createClient({ url: server.url, storage: "memory", platform: { random: () => 0 } });

test("[STK-10] [INV-14] what one device does to the packs every other one shows, as it is fetched fresh", async () => {
  const [desk, phone] = [open(), open()];
  const [username, password] = ["ann_of_packs", "correct horse"];
  await desk.account.register({ username, password });
  await phone.account.login({ username, password });
  expect(phone.state.stickerPacks.get()).toBeNull();
  phone.state.stickerPacks.subscribe(() => undefined);
  await until(phone.state.stickerPacks, (packs) => packs?.length === 0);
  const { pack } = await desk.stickerPacks.create({ name: "cats" });
  await until(phone.state.stickerPacks, (packs) => packs?.length === 1);
  await desk.stickerPacks.update({ packId: pack.id, name: "dogs" });
  await until(phone.state.stickerPacks, (packs) => packs?.[0]?.name === "dogs");
  const { packs } = await desk.stickerPacks.list();
  expect(phone.state.stickerPacks.get()).toEqual(packs);
  await desk.stickerPacks.delete({ packId: pack.id });
  await until(phone.state.stickerPacks, (shown) => shown?.length === 0);
  await phone.account.logout();
  await until(phone.state.stickerPacks, (shown) => shown === null);
  await Promise.all([desk.close(), phone.close()]);
});

test("[STK-10] the first change is shown, though the feed had events that this device never heard of", async () => {
  const desk = open();
  const [username, password] = ["ben_of_packs", "correct horse"];
  await desk.account.register({ username, password });
  for (const name of ["cats", "dogs"]) await desk.stickerPacks.create({ name });
  const { accessToken } = await desk.account.login({ username, password });
  const phone = createClient({ url: server.url, storage: "memory", token: async () => accessToken });
  phone.state.stickerPacks.subscribe(() => undefined);
  await until(phone.state.stickerPacks, (packs) => packs?.length === 2);
  await until(phone.state.account, (account) => account !== null);
  // A new subscription would ask by itself: what is shown follows from what is told.
  const shown: number[] = [];
  phone.state.stickerPacks.subscribe((packs) => shown.push(packs?.length ?? 0));
  const told = Promise.withResolvers<void>();
  phone.on("stickerPack.changed", () => told.resolve());
  const { pack } = await desk.stickerPacks.create({ name: "birds" });
  await told.promise;
  await until(phone.state.stickerPacks, (packs) => packs?.[0]?.id === pack.id);
  expect(shown.at(-1)).toBe(3);
  await Promise.all([desk.close(), phone.close()]);
});

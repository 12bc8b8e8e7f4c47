/** What every home of the storage port must do. */
import { expect, test } from "bun:test";
import type { Storage } from "../src/storage/storage.ts";

export function storageContract(name: string, open: () => Storage): void {
  test(`${name}: what was written is read back as a clone`, async () => {
    const storage = open();
    const value = { text: "hi", list: [1, 2] };
    await storage.write([{ table: "values", key: "greeting", value }]);
    value.list.push(3);
    expect(await storage.read("values", "greeting")).toEqual({ text: "hi", list: [1, 2] });
    expect(await storage.read("values", "other")).toBeUndefined();
    expect(await storage.read("heads", "greeting")).toBeUndefined();
    await storage.close();
  });

  test(`${name}: changes apply in their order; a value left out removes, empty removes all`, async () => {
    const storage = open();
    await storage.write([
      { table: "drafts", key: 1, value: "old" },
      { table: "drafts", key: 2, value: "gone" },
      { table: "users", key: 1, value: "gone" },
      { table: "drafts", key: 2 },
      { table: "users", empty: true },
      { table: "users", key: 3, value: "kept" },
      { table: "drafts", key: 1, value: "new" },
    ]);
    expect(await storage.readAll("drafts")).toEqual(["new"]);
    expect(await storage.readAll("users")).toEqual(["kept"]);
    await storage.close();
  });

  test(`${name}: ranges come in the order of their keys, both ends included`, async () => {
    const storage = open();
    const keys = [
      [2, 0],
      [1, 10],
      [1, 9],
      [1, 2],
    ] as const;
    await storage.write(keys.map((key) => ({ table: "pages", key, value: key.join("/") })));
    expect(await storage.readRange("pages", [1, 2], [1, 10])).toEqual(["1/2", "1/9", "1/10"]);
    expect(await storage.readAll("pages")).toEqual(["1/2", "1/9", "1/10", "2/0"]);
    await storage.close();
  });

  test(`${name}: a write with something that cannot be stored changes nothing`, async () => {
    const storage = open();
    const write = storage.write([
      { table: "values", key: "a", value: 1 },
      { table: "values", key: "b", value: () => undefined },
    ]);
    expect(
      await write.then(
        () => "written",
        () => "refused",
      ),
    ).toBe("refused");
    expect(await storage.readAll("values")).toEqual([]);
    await storage.close();
  });

  test(`${name}: updates at the same time come one after the other`, async () => {
    const storage = open();
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        storage.update("values", "counter", (value) => ((value as number | undefined) ?? 0) + 1),
      ),
    );
    expect(results).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await storage.read("values", "counter")).toBe(10);
    await storage.close();
  });
}

import { expect, test } from "bun:test";
import type { Fixture } from "./store-contract.ts";

/** Names of other systems, and how far clients without a position were told. */
export function dialectsContract({ store, change, newUser }: Fixture): void {
  const unique = (name: string) => `${name}-${Bun.randomUUIDv7()}`;

  test("[DIA-14] a name of another system is one thing's, the first of many who want it at once", async () => {
    const [namespace, name] = [unique("groups"), "7"];
    const got = await Promise.all(
      [11, 12, 13].map((id) => change((tx) => tx.externalIds.keep(namespace, name, id))),
    );
    const [owner = 0] = got;
    expect(new Set(got).size).toBe(1);
    const { externalIds } = store().reader;
    expect(await externalIds.find(namespace, name)).toBe(owner);
    expect(await externalIds.nameOf(namespace, owner)).toBe(name);
    expect(await externalIds.find(unique("groups"), name)).toBeNull();
    expect(await externalIds.nameOf(namespace, 99)).toBeNull();
  });

  test("[DIA-14] numbers of a namespace are dense from 1, and the same for ever", async () => {
    const namespace = unique("rows");
    const names = ["a", "b", "c", "d"];
    const number = (name: string) => change((tx) => tx.externalIds.number(namespace, name));
    const got = [];
    for (const name of names) got.push(await number(name));
    expect(got).toEqual([1, 2, 3, 4]);
    expect(await number("b")).toBe(2);
    expect(await store().reader.externalIds.nameOf(namespace, 3)).toBe("c");
    const others = await Promise.all(["x", "y", "z"].map(number));
    expect([...others].sort()).toEqual([5, 6, 7]);
  });

  test("[DIA-10] a cursor of delivery moves only forward, and is one consumer's", async () => {
    const ann = await newUser("ann");
    const move = (rev: number, consumer = "older") =>
      change((tx) => tx.deliveryCursors.move([{ userId: ann, consumer, conversationId: 5, rev }]));
    const read = (consumer = "older") => store().reader.deliveryCursors.read(ann, consumer);
    expect(await read()).toEqual({ cursors: [], mark: null });
    await move(4);
    await move(2);
    await change((tx) => tx.deliveryCursors.setMark(ann, "older", "m1"));
    await change((tx) => tx.deliveryCursors.setMark(ann, "older", "m2"));
    expect(await read()).toEqual({ cursors: [{ conversationId: 5, rev: 4 }], mark: "m2" });
    expect(await read("another")).toEqual({ cursors: [], mark: null });
    await move(9);
    expect((await read()).cursors).toEqual([{ conversationId: 5, rev: 9 }]);
  });
}

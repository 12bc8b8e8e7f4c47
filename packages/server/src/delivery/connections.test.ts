import { expect, test } from "bun:test";
import { type Connection, newConnection, type Socket } from "./connection.ts";
import { createConnections } from "./connections.ts";

const socket: Socket = { send: () => 1, ping: () => {}, close: () => {}, bufferedBytes: () => 0 };

test("[INV-24] any number of connections of one user is counted, told and removed, also while they are gone through", () => {
  const connections = createConnections();
  const own = Array.from({ length: 20 }, () => newConnection(socket, 7, "session"));
  const other = newConnection(socket, 8, "another");
  for (const connection of [...own, other]) connections.add(connection);
  expect(connections.countOf(7)).toBe(20);
  const seen: Connection[] = [];
  for (const connection of connections.ofUser(7)) {
    seen.push(connection);
    connections.remove(connection);
    connections.remove(connection);
  }
  expect(seen).toEqual(own);
  expect([connections.countOf(7), connections.countOf(8), connections.size]).toEqual([0, 1, 1]);
  expect([connections.isOnline(7), connections.isOnline(8), connections.has(other)]).toEqual([
    false,
    true,
    true,
  ]);
});

test("[INV-24] removing the 50,000 connections of one user takes no time that grows with their square", () => {
  const connections = createConnections();
  const own = Array.from({ length: 50_000 }, () => newConnection(socket, 7, "session"));
  for (const connection of own) connections.add(connection);
  // What this process computed, however many others the machine works for.
  const before = process.cpuUsage();
  for (const connection of own) connections.remove(connection);
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
});

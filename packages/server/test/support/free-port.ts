import { createServer } from "node:net";

/**
 * Ports of this process: below those that the system gives to who asks for any, so that nobody takes one while the
 * server that has it is being started again. Test files run in several processes, whose ids follow each other.
 */
const portsPerProcess = 200;
const processesMax = 100;
const firstPort = 11_000 + (process.pid % processesMax) * portsPerProcess;

/** Not where the file before began, whose clients may still look for their server. */
let taken = Math.floor(Math.random() * portsPerProcess);

/** A port of loopback that nobody has at this moment, and that nobody else of the tests takes later. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < portsPerProcess; tries += 1) {
    const port = firstPort + (taken % portsPerProcess);
    taken += 1;
    if (await isFree(port)) return port;
  }
  throw new Error("no port is free");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

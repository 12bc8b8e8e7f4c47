/** The address the server listens on, asked for before anything is written (RUN-3) and again when it listens. */
import { StartError } from "./store/start-error.ts";

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Takes the address and gives it back, so that a start that could not have it changes nothing. @throws StartError */
export function assertCanListen(address: ListenAddress): void {
  const { host: hostname, port } = address;
  listening(address, () => Bun.listen({ hostname, port, socket: { data() {} } })).stop(true);
}

/** Limits that are no limits are for this machine's own tests (RUN-12). @throws StartError */
export function assertMayRelax({ host, limits }: ListenAddress & { readonly limits: string }): void {
  if (limits !== "relaxed" || isLoopback(host)) return;
  throw new StartError(
    `PARLEY_LIMITS=relaxed is for tests on this machine alone: ${host} is no loopback address.`,
  );
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}

/** Whether others than those of a closed network may reach it, as far as the address tells. */
export function isPublicAddress(host: string): boolean {
  if (isLoopback(host)) return false;
  return !/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|f[cd][0-9a-f]{2}:)/i.test(host);
}

/** What `listen` answers. @throws StartError in place of what it throws. */
export function listening<T>({ host, port }: ListenAddress, listen: () => T): T {
  try {
    return listen();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new StartError(`Port ${port} on ${host} is in use. Choose another with PARLEY_PORT.`);
    }
    throw new StartError(`Cannot listen on ${host}, port ${port}: ${reasonOf(code)}.`, { cause: error });
  }
}

function reasonOf(code: unknown): string {
  if (code === "EACCES" || code === "EPERM") return "this user may not use that port";
  if (code === "EADDRNOTAVAIL") return "this machine has no such address";
  return "it is no address to listen on";
}

/**
 * Ports of an engine in a test that has no outside: what reaches out fails, what limits lets pass. A test spreads them
 * and puts its own beside.
 */
import { loadConfig } from "../../src/config/load-config.ts";
import type { Ports } from "../../src/engine/operation.ts";

const unused = () => Promise.reject(new Error("unused"));

/** All but what every test brings itself: its clock, its ids and its tokens. */
export const stillPorts = {
  openId: { issuer: null, signInUrl: unused, identify: unused },
  outgoing: { send: unused, urlRefusal: () => null },
  pages: { readPage: unused, readPicture: unused },
  keepThumbnail: async () => null,
  notePreview: () => undefined,
  secretBox: { seal: () => "", open: () => "" },
  wordScreen: { filter: null, version: null },
  secondFactors: {
    create: () => ({ secret: "", sealed: "" }),
    stepOf: () => null,
    createRecoveryCode: () => "",
  },
  passwords: {
    assertNotBusy: () => undefined,
    hash: unused,
    verify: async () => false,
    isCommon: async () => false,
  },
  outbox: { list: async () => [] },
  removeFile: async () => undefined,
  pictureMaker: { compose: unused },
  rateLimits: { take: () => 0, sweep: () => undefined },
  options: loadConfig({ environment: {}, arguments: [], readFile: () => null }).config,
} satisfies Omit<Ports, "clock" | "ids" | "tokens">;

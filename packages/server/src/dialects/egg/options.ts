/** What operators set of this dialect, with the contract's numbers as defaults. */
import type { ValuesOf } from "../../config/option.ts";

export const options = {
  guestSalt: {
    type: "text",
    default: "",
    isSecret: true,
    description:
      "Salt of the signature with which clients of egg ask for guests; without it no guest comes in there. Clients carry it: it is no secret.",
  },
  guestLiteral: {
    type: "text",
    default: "",
    description: "Text that clients of egg append before they sign.",
  },
  guestReuse: {
    type: { oneOf: ["proof", "never", "fingerprint"] },
    default: "proof",
    description:
      "When a device that asks for a guest in egg gets the one it had: with that guest's token, never, or for saying the same device id. The last is refused where the server listens on a public address.",
  },
  signatureMsMax: {
    type: "integer",
    default: 300_000,
    min: 1_000,
    unit: "ms",
    description: "How old a signed request of a guest's device may be in egg.",
  },
  pingMs: {
    type: "integer",
    default: 30_000,
    min: 100,
    unit: "ms",
    description: "How often a socket of egg is sent a ping.",
  },
} as const;

export type EggOptions = ValuesOf<typeof options>;

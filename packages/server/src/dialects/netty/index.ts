/** Netty: typed frames on one socket, behind a gateway. */
import { defineDialect } from "../dialect.ts";

export const netty = defineDialect({
  name: "netty",
  options: {},
  create: () => ({ routes: [], sockets: [], refusal: () => new Response(null, { status: 400 }) }),
});

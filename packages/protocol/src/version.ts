/** What a client names in `hello`. It grows only when an old client could no longer talk to a new server. */
export const protocolVersion = 1;

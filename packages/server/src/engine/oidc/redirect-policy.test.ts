import { expect, test } from "bun:test";
import { mayRedirectTo } from "./redirect-policy.ts";

const allowed = ["https://Chat.example.com", "http://nas.local:3000"];

test("[OIDC-3] browsers come back to pages of allowed origins and of this machine, and to no others", () => {
  const to = (uri: string) => mayRedirectTo(uri, allowed);
  const own = [
    "https://chat.example.com/oidc",
    "https://CHAT.example.com:443/a/b?c=d",
    "http://nas.local:3000/oidc",
    "http://localhost:3000/oidc",
    "http://127.0.0.1/oidc",
    "http://[::1]:5173/oidc",
  ];
  expect(own.filter((uri) => !to(uri))).toEqual([]);
  const foreign = [
    "https://evil.example.com/oidc",
    "http://chat.example.com/oidc",
    "https://chat.example.com:8443/oidc",
    "https://chat.example.com.evil.test/oidc",
    "https://chat.example.com@evil.test/oidc",
    "https://user:secret@chat.example.com/oidc",
    "https://chat.example.com/oidc#fragment",
    "https://chat.example.com/#",
    "http://localhost.evil.test/",
    "http://127.0.0.1.evil.test/",
    "//chat.example.com/oidc",
    "/oidc",
    "javascript:alert(1)",
    "parley://oidc",
    "",
  ];
  expect(foreign.filter(to)).toEqual([]);
});

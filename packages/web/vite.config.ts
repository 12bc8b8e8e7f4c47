/**
 * How the web client is built: one page, hashed files under /assets/, no inline script or style, and a service
 * worker that knows by name every file of its own build.
 */
import { createHash } from "node:crypto";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";

const serverUrl = process.env.PARLEY_URL ?? "http://127.0.0.1:3000";

/** Files in `public/` that the page needs before or beside its hashed assets. */
const publicShellFiles = [
  "/pre-paint.js",
  "/manifest.webmanifest",
  "/icons/icon.svg",
  "/icons/icon-unread.svg",
];

/** Writes the list of the build's own files, and a version made of their names, into the service worker. */
function precacheList(): Plugin {
  return {
    name: "parley-precache-list",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const worker = bundle["service-worker.js"];
      if (worker?.type !== "chunk") this.error("The build has no service worker.");
      // Browsers run it as a classic script, which cannot import.
      if (worker.imports.length > 0) this.error("The service worker shares code with the page.");
      const assets = Object.keys(bundle)
        .filter((name) => name.startsWith("assets/"))
        .map((name) => `/${name}`)
        .sort();
      const page = bundle["index.html"];
      const pageSource = page?.type === "asset" ? String(page.source) : "";
      const files = ["/", ...publicShellFiles, ...assets];
      const version = createHash("sha256")
        .update(files.join("\n"))
        .update(pageSource)
        .digest("hex")
        .slice(0, 12);
      worker.code = worker.code
        .replace("__PRECACHE_FILES__", JSON.stringify(files))
        .replace("__BUILD_VERSION__", JSON.stringify(version));
    },
  };
}

export default defineConfig(({ command }) => {
  // A build is always the production build, also when a test runner with a NODE_ENV of its own asks for it.
  if (command === "build") process.env.NODE_ENV = "production";
  return {
    plugins: [solid(), precacheList()],
    build: {
      outDir: "dist",
      emptyOutDir: true,
      // All of 2024 or earlier: the first releases with popover, <dialog> and light-dark() together.
      target: ["chrome123", "firefox128", "safari17.5"],
      modulePreload: { polyfill: false },
      // A data: URI would need its own entry in the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: "index.html", "service-worker": "src/service-worker/service-worker.ts" },
        output: {
          entryFileNames: (chunk) =>
            chunk.name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
        },
      },
    },
    server: {
      port: 5173,
      proxy: { "/v1": { target: serverUrl, ws: true, changeOrigin: true } },
    },
  };
});

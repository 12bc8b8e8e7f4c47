/** Starts a thread whose file lies beside this one: as source, bundled for production, or inside the executable. */
export function newThread(name: `${string}-thread`): Worker {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new Worker(new URL(`./${name}.${extension}`, import.meta.url).href, { smol: true });
}

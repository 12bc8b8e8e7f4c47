/** Keys are made by the server alone; one that looks otherwise is a bug that must not reach a path (SEC-14). */
const pattern = /^[0-9a-f]{32}(-[a-z0-9]{1,12})?$/;

export function isBlobKey(key: string): boolean {
  return pattern.test(key);
}

/** @throws where it is none */
export function assertBlobKey(key: string): void {
  if (!isBlobKey(key)) throw new Error("this is no key of a blob");
}

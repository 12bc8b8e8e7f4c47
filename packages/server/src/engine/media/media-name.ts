/** What is kept of a file's name: the last part of a path, without what moves a cursor or turns writing round (SEC-14). */
export function keptName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  return last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").trim() || "file";
}

const pages =
  /^\/(?:c\/|contacts(?:\/|$)|search$|saved(?:\/|$)|g\/|u\/|settings(?:\/|$)|admin(?:\/|$)|sign-in\/|oidc$)/;

/** Paths the app itself answers; every other page of the server (reference, health) goes to the network. */
export function isAppPath(path: string, home: string): boolean {
  return path === home || pages.test(path);
}

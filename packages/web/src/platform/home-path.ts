/** The path of the first page, which the server writes into the page where it is not the root (option `webPath`). */
export const homePath = globalThis.document?.documentElement.dataset.home ?? "/";

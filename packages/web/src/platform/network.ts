/** Whether the browser believes it has a network at all. True proves nothing; false is reliable. */
import { createSignal } from "solid-js";

const [hasNetwork, setHasNetwork] = createSignal(navigator.onLine);
addEventListener("online", () => setHasNetwork(true));
addEventListener("offline", () => setHasNetwork(false));

export { hasNetwork };

/** Whether a person is looking: the page is visible and its window has the focus. Only then is anything read (UX-10). */
import { createSignal } from "solid-js";

const isLooking = () => document.visibilityState === "visible" && document.hasFocus();
const [attentive, setAttentive] = createSignal(isLooking());
const update = () => setAttentive(isLooking());

document.addEventListener("visibilitychange", update);
addEventListener("focus", update);
addEventListener("blur", update);

export { attentive };

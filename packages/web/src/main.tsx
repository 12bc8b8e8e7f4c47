/** Starts the web client: one SDK client for the page, the app on top of it, the service worker behind it. */
import "./styles/index.css";
import { createClient } from "@parley/sdk";
import { render } from "solid-js/web";
import { App } from "./app/app.tsx";
import { applyLanguage } from "./i18n/language.ts";
import { deviceName } from "./platform/device-name.ts";
import { startUpdates } from "./platform/updates.ts";
import { followVisibleHeight } from "./platform/viewport.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");

applyLanguage();
followVisibleHeight();
const client = createClient({ device: { platform: "web", ...namedDevice() } });
render(() => <App client={client} />, root);
startUpdates();

function namedDevice(): { name?: string } {
  const name = deviceName(navigator.userAgent);
  return name === undefined ? {} : { name };
}

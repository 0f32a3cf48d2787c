// Whether the browser's session is connected to a platform, and how it becomes so. The page sees no token.

import { byId } from "./dom.js";
import * as gateway from "./gateway.js";

/** Makes it. `leave` is called before the browser goes to the platform's login; `changed` when a connection has ended. */
export function connection(leave, changed) {
  const [pill, connect, disconnect] = [byId("connection"), byId("connect"), byId("disconnect")];
  let platform = null;

  async function show() {
    const asked = platform;
    const all = await gateway.status();
    if (asked !== platform) {
      return;
    }
    const status = all[platform.id];
    const isOpen = !status?.authenticated && status?.shared;
    pill.textContent = status?.authenticated ? "connected" : isOpen ? "open to everybody" : platform.hasLogin ? "not connected" : "closed to this browser";
    pill.className = "pill " + (status?.authenticated || isOpen ? "good" : "off");
    pill.title = status?.authenticated ? "Scopes: " + status.scopes.join(" ") : "";
    connect.hidden = !platform.hasLogin || status?.authenticated === true;
    disconnect.hidden = !status?.has_token;
  }

  connect.addEventListener("click", () => {
    leave();
    location.assign(gateway.loginAddress(platform.id));
  });
  disconnect.addEventListener("click", async () => {
    await gateway.logOut(platform.id);
    await show();
    connect.hidden ? byId("platform").focus() : connect.focus();
    changed();
  });
  return {
    platform(next) {
      platform = next;
      return show();
    },
    show,
  };
}

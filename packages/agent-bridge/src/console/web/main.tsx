import { mount } from "./mount.js";
import { clientBridge } from "./wire/client-bridge.js";
import { getPass } from "./wire/ticket.js";

const root = document.getElementById("desk");
if (root !== null) mount(clientBridge({ origin: location.origin, getPass }), root);

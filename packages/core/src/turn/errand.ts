import type { UnderTurn } from "../conversation/command.js";
import type { Address } from "./address.js";

/** A turn that is already committed and begun: the middleware takes it up instead of committing it again. */
export interface ResumedTurn {
	readonly address: Address;
	readonly under: UnderTurn;
	readonly kind: "message" | "status";
	taken: boolean;
}

/** A context that is opened to send with: nothing came in, so there is nothing to hear. */
export interface Reaching {
	readonly kind: "reach";
	taken: boolean;
}

/** Why this process itself runs a host's middlewares. The first run of ours takes it. */
export type Errand = ResumedTurn | Reaching;

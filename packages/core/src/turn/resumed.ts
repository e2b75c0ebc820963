import type { UnderTurn } from "../conversation/command.js";
import type { Address } from "./address.js";

/** A turn that is already committed and begun: the middleware takes it up instead of committing it again. */
export interface ResumedTurn {
	readonly address: Address;
	readonly under: UnderTurn;
	readonly kind: "message" | "status";
	taken: boolean;
}

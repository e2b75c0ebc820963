import type { Step } from "./send-one.js";
import type { MessageRequest } from "./send-request.js";

/** Makes attachments ready that Messenger cannot fetch by their address. */
export interface OutgoingMedia {
	/** Uploads what is kept here and puts its id in the address's place. */
	ready(page: string, request: MessageRequest, until: number): Promise<MessageRequest | Step>;
}

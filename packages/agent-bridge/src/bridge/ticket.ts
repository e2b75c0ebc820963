import { z } from "zod";
import { ids, person, role } from "../protocol/parts.js";
import { readSigned, writeSigned } from "./signed.js";

const ticketContent = z.object({
	/** The app, for instance the console, in whose name the person works. */
	appId: ids.app,
	person,
	/** All that the app is registered for, if absent. */
	botIds: z.array(ids.bot).readonly().optional(),
	role,
	/** The credential of the app that asked for it: it is good for as long as that is. */
	credential: z.string().optional(),
	/** Epoch milliseconds. */
	until: z.number(),
});

/** What lets one person's browser connect, for a short time, without the app's secret. */
export type Ticket = Readonly<z.infer<typeof ticketContent>>;

export function signTicket(key: string, ticket: Ticket): string {
	return writeSigned(key, "ticket", ticket);
}

/** Reads a ticket. `undefined` if it is not ours or is over. */
export function readTicket(key: string, text: string, now: number): Ticket | undefined {
	const { success, data } = ticketContent.safeParse(readSigned(key, "ticket", text));
	return success && now < data.until ? data : undefined;
}

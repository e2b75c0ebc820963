import { BatonError } from "@baton/core";
import { z } from "zod";
import type { Asked } from "../asked.js";
import type { Told } from "../told.js";
import { imiconnect } from "./imiconnect.js";
import { type Mapping, mapping } from "./mapping.js";
import { plainIncoming } from "./plain.js";
import { readAsked } from "./read.js";
import { render } from "./render.js";

/** How what happens is written, and what comes in is read. */
export interface Profile {
	/** The body of a request; `undefined` where this is not told. */
	write(told: Told): unknown;
	/** @throws BatonError `bad-event` */
	read(value: unknown): Asked;
	readonly history: "inside" | "replayed";
	/** Whether the app's own words are told to it. */
	readonly own: boolean;
}

/** One of ours by its name, or a mapping. */
export type ProfileChoice = "plain" | "imiconnect" | Mapping;

const plain: Profile = {
	write: ({ type, at, data }) => ({ type, timestamp: new Date(at).toISOString(), data }),
	read: (value) => readAsked(plainIncoming, value),
	history: "inside",
	own: true,
};

/** @throws BatonError `bad-mapping` with what is wrong and where */
export function profileOf(choice: ProfileChoice): Profile {
	if (choice === "plain") return plain;
	const { success, data, error } = mapping.safeParse(choice === "imiconnect" ? imiconnect : choice);
	if (!success)
		throw new BatonError("bad-mapping", `Cannot use the mapping, correct it: ${z.prettifyError(error)}`, {
			cause: error,
		});
	return {
		write(told) {
			const template = data.out[told.type];
			return template === undefined ? undefined : render(template, told);
		},
		read: (value) => readAsked(data.in, value),
		history: data.history,
		own: data.own,
	};
}

import { createHash, randomUUID } from "node:crypto";
import type { Representative } from "@baton/core";
import type { ChannelStore } from "./facts.js";
import type { GraphApi, GraphResult } from "./graph-api.js";
import type { ErrorReason } from "./graph-error.js";
import { limits } from "./limits.js";
import { splitText } from "./split-text.js";

export interface PersonaOptions {
	readonly graph: GraphApi;
	readonly store: () => ChannelStore;
	/** URL of the picture of those who have none, since Messenger asks for one. Default: the page's. */
	readonly picture?: string | undefined;
}

export type Failed = Extract<GraphResult, { isOk: false }>;

/** What a human agent is shown as; `pending` while another process makes the persona. */
type PersonaAnswer =
	| { readonly state: "ready"; readonly id: string }
	| { readonly state: "pending" }
	| { readonly state: "failed"; readonly failure: Failed };

/** Human agents as personas: name and picture beside what they say. Each is made once and known to all processes. */
export interface Personas {
	of(page: string, human: Representative): Promise<PersonaAnswer>;
	/** Whether the persona is that of a human agent: a bot must not speak as one. */
	isHuman(page: string, id: string): Promise<boolean>;
	/** After a refusal: looks whether Meta has lost the persona, and forgets it then. */
	forgetIfGone(page: string, human: Representative, id: string): Promise<boolean>;
}

/** Whoever makes a persona and has not done so by then has died. */
const makeWithinMs = 30_000;
const making = "making:";

/** https://developers.facebook.com/docs/messenger-platform/send-messages/personas */
export function createPersonas({ graph, store, picture }: PersonaOptions): Personas {
	const known = new Map<string, string>();
	const underWay = new Map<string, Promise<PersonaAnswer>>();

	async function find(page: string, shown: Shown, fact: string): Promise<PersonaAnswer> {
		const mark = making + randomUUID();
		const stands = await store().claimFact(fact, mark, makeWithinMs);
		if (stands === mark) return make(page, shown, fact);
		return stands.startsWith(making) ? { state: "pending" } : remember(fact, stands);
	}

	async function make(page: string, shown: Shown, fact: string): Promise<PersonaAnswer> {
		const result = await create(page, shown);
		const id = result.isOk ? idOf(result.body) : undefined;
		if (!result.isOk || id === undefined) {
			await store().writeFact(fact, undefined, 0);
			return { state: "failed", failure: result.isOk ? nameless : result };
		}
		await store().writeFact(fact, id, Number.POSITIVE_INFINITY);
		await store().writeFact(humanFact(page, id), fact, Number.POSITIVE_INFINITY);
		return remember(fact, id);
	}

	/** A picture that Meta cannot fetch is no reason to hide who speaks. */
	async function create(page: string, { name, picture: own }: Shown): Promise<GraphResult> {
		const call = { page, path: `${page}/personas` };
		const standard = picture ?? graph.addressOf(`${page}/picture?type=large`);
		const result = await graph.call({ ...call, body: { name, profile_picture_url: own ?? standard } });
		const isPicture = own !== undefined && !result.isOk && aboutPictures.has(result.why);
		return isPicture ? graph.call({ ...call, body: { name, profile_picture_url: standard } }) : result;
	}

	function remember(fact: string, id: string): PersonaAnswer {
		if (known.size >= 10_000) known.clear();
		known.set(fact, id);
		return { state: "ready", id };
	}

	return {
		async of(page, human) {
			const shown = shownOf(human);
			const fact = factOf(page, shown);
			const id = known.get(fact);
			if (id !== undefined) return { state: "ready", id };
			const finding = underWay.get(fact) ?? find(page, shown, fact).finally(() => underWay.delete(fact));
			underWay.set(fact, finding);
			return finding;
		},
		isHuman: async (page, id) => (await store().readFact(humanFact(page, id))) !== undefined,
		async forgetIfGone(page, human, id) {
			const found = await graph.call({ page, method: "GET", path: encodeURIComponent(id) });
			if (found.isOk || found.error.code !== 100) return false;
			const fact = factOf(page, shownOf(human));
			known.delete(fact);
			if ((await store().readFact(fact)) === id) await store().writeFact(fact, undefined, 0);
			return true;
		},
	};
}

interface Shown {
	readonly name: string;
	readonly picture: string | undefined;
}

const aboutPictures: ReadonlySet<string> = new Set(["bad-media", "bad-message"] satisfies ErrorReason[]);

function shownOf({ displayName, avatarImage }: Representative): Shown {
	const [name = displayName] = splitText(displayName, limits.personaName);
	const isAddress = avatarImage !== undefined && /^https?:\/\//i.test(avatarImage);
	return { name, picture: isAddress ? avatarImage : undefined };
}

/** There is no look-up by name, and no two with the same name and picture are wanted. */
function factOf(page: string, { name, picture = "" }: Shown): string {
	const hash = createHash("sha256")
		.update(JSON.stringify([name, picture]))
		.digest("base64url");
	return `messenger:persona:${page}:${hash}`;
}

function humanFact(page: string, id: string): string {
	return `messenger:persona-of-human:${page}:${id}`;
}

function idOf(body: unknown): string | undefined {
	const { id } = body as { readonly id?: unknown };
	return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

const nameless: Failed = {
	isOk: false,
	kind: "unknown",
	why: "unreadable-answer",
	error: {
		status: 200,
		code: undefined,
		subcode: undefined,
		message: "A persona without an id",
		trace: undefined,
	},
	isAboutPage: false,
	usage: undefined,
};

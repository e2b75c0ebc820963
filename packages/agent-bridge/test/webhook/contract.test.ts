import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppKind } from "@baton/core";
import { memoryStore, type Store, silentLogger } from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { inProcess } from "../../src/index.js";
import { type DeskPlace, type DeskUnderTest, deskContract, type SeenLine } from "../../src/testing/index.js";
import { type WebhookDesk, webhookDesk } from "../../src/webhook.js";
import { type ContactCenter, openContactCenter, type Received } from "./contact-center.js";

/** What outlives a crash of the desk: the company's contact center, and the store. */
interface Company {
	readonly center: ContactCenter;
	readonly store: Store;
	readonly server: Server;
	/** The desk that runs now. */
	edge: WebhookDesk["edge"] | undefined;
	address: string;
	accessToken: string;
	/** What was refused, and is kept for whoever wrote it. */
	readonly unsent: Map<string, string[]>;
	last: (() => Promise<unknown>) | undefined;
}

const companies = new Map<string, Company>();

async function companyOf({ folder }: DeskPlace): Promise<Company> {
	const known = companies.get(folder);
	if (known !== undefined) return known;
	const center = await openContactCenter();
	const company: Company = {
		...{ center, store: memoryStore(), edge: undefined, address: "", accessToken: "", unsent: new Map() },
		last: undefined,
		server: createServer(
			nodeHandler(async (request) => (await company.edge?.(request)) ?? { status: 503, body: "{}" }),
		),
	};
	await new Promise<void>((resolve) => company.server.listen(0, "127.0.0.1", resolve));
	companies.set(folder, company);
	return company;
}

async function open(place: DeskPlace): Promise<DeskUnderTest> {
	const company = await companyOf(place);
	const { center, store, server } = company;
	let isDead = false;
	// As after kill -9: what it had not stored, it never will.
	const dying = (<T>(result: T): T | Promise<never> => (isDead ? new Promise<never>(() => {}) : result)) as <
		T,
	>(
		result: T,
	) => T;
	const desk = webhookDesk({
		dial: inProcess(place.bridge),
		...{ appId: place.appId, appSecret: place.appSecret, allowPrivate: true, logger: silentLogger },
		store: {
			readFact: (name) => dying(store.readFact(name)),
			writeFact: (...fact) => (isDead ? new Promise(() => {}) : store.writeFact(...fact)),
			claimFact: (...fact) => (isDead ? new Promise<string>(() => {}) : store.claimFact(...fact)),
		},
		leaseMs: 400,
		publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
	});
	company.edge = desk.edge;
	if (company.address === "") {
		const { address, accessToken = "" } = await desk.setUp({
			url: center.url,
			verificationToken: center.token,
		});
		Object.assign(company, { address, accessToken });
	}
	return {
		...hands(company),
		sees: (conversationId) => seenIn(company, conversationId),
		standing: (conversationId) => standingIn(center.taken, conversationId),
		async crash() {
			isDead = true;
			company.edge = undefined;
			void desk.close();
		},
		async close() {
			await desk.close();
			await center.close();
			server.closeAllConnections();
			server.close();
		},
	};
}

type Members = Readonly<Record<string, unknown>>;

/** The company's own system calls the desk, as its people press and write. */
function hands(company: Company): Omit<DeskUnderTest, "sees" | "standing" | "crash" | "close"> {
	let count = 0;

	async function call(type: string, data: Members): Promise<void> {
		const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
		const response = await fetch(company.address, {
			...{ method: "POST", body },
			headers: { authorization: `Bearer ${company.accessToken}`, "content-type": "application/json" },
		});
		if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
	}

	async function act(type: string, data: Members): Promise<void> {
		count += 1;
		const given = { message_id: `${company.center.requests.length}-${count}`, ...data };
		company.last = () => call(type, given);
		await company.last();
	}

	const current = (reference: string): string => {
		const told = company.center.taken.findLast(({ data }) => data.reference === reference);
		return String(told?.data.conversation_id ?? reference);
	};
	const agent = { id: "mara", name: "Mara" };

	return {
		async take(reference) {
			const type = standingIn(company.center.taken, reference) === "asked" ? "accept" : "take";
			await act(`conversation.${type}`, {
				conversation_id: type === "take" ? reference : current(reference),
				agent,
			});
		},
		async say(reference, text) {
			try {
				await act("agent.message", { conversation_id: current(reference), text, agent });
			} catch (error) {
				company.unsent.set(reference, [...(company.unsent.get(reference) ?? []), text]);
				throw error;
			}
		},
		release: (reference) => act("conversation.release", { conversation_id: current(reference) }),
		decline: (reference) => act("conversation.decline", { conversation_id: current(reference) }),
		handOver: (reference, to) =>
			act("conversation.handover", { conversation_id: current(reference), to: [to] }),
		note: (reference, text) => act("note.add", { conversation_id: current(reference), text, agent }),
		watch: (reference) => act("conversation.watch", { conversation_id: reference }),
		sendDraft: (reference, corrected) =>
			act("draft.send", {
				...{ conversation_id: current(reference), draft_id: newestDraft(company, reference), agent },
				...(corrected === undefined ? {} : { text: corrected }),
			}),
		discardDraft: (reference) =>
			act("draft.discard", {
				...{ conversation_id: current(reference), draft_id: newestDraft(company, reference), agent },
			}),
		repeat: async () => company.last?.(),
	};
}

function newestDraft({ center }: Company, reference: string): unknown {
	const told = center.taken.filter(({ data }) => data.reference === reference);
	const lines = told.flatMap(({ type, data }): readonly Members[] => [
		...((data.history ?? []) as readonly Members[]),
		{ ...data, type },
	]);
	return lines.findLast(({ type }) => type === "draft")?.draft_id;
}

/** A transcript, as the company's system would make one of what it was told. */
function seenIn({ center, unsent }: Company, reference: string): readonly SeenLine[] {
	const lines = new Map<string, SeenLine>();
	for (const { type, data } of center.taken) {
		if (data.reference !== reference) continue;
		for (const past of (data.history ?? []) as readonly Members[]) take(lines, String(past.type), past);
		take(lines, type, data);
	}
	const refused = (unsent.get(reference) ?? []).map(
		(text) => ({ by: "human", text, mark: "unsent" }) as const,
	);
	return [...lines.values(), ...refused];
}

function take(lines: Map<string, SeenLine>, type: string, data: Members): void {
	const draft = String(data.draft_id);
	if (type === "draft") lines.set(draft, { by: "bot", text: String(data.text), mark: "draft" });
	else if (type === "draft.used") lines.delete(draft);
	else if (type === "note") lines.set(`note ${lines.size}`, { by: "human", text: String(data.text) });
	else if (type === "message.edited") mark(lines, data, { text: String(data.text), mark: "edited" });
	else if (type === "message.deleted") lines.delete(String(data.message_id));
	else if (type === "delivery" && isLost(data)) mark(lines, data, { mark: "undelivered" });
	else show(lines, data);
}

function show(lines: Map<string, SeenLine>, said: Members): void {
	const { message_id, text, media, sender } = said;
	if (typeof message_id !== "string" || lines.has(message_id) || typeof sender !== "object") return;
	const { by, name } = sender as { readonly by: string; readonly name?: string };
	lines.set(message_id, {
		by: by === "agent" ? "human" : (by as SeenLine["by"]),
		text: String(text ?? media ?? ""),
		name,
	});
}

function isLost({ delivery }: Members): boolean {
	const { state } = delivery as { readonly state: string };
	return state === "failed" || state === "unknown";
}

function mark(lines: Map<string, SeenLine>, { message_id }: Members, change: Partial<SeenLine>): void {
	const line = lines.get(String(message_id));
	if (line !== undefined) lines.set(String(message_id), { ...line, ...change });
}

function standingIn(taken: readonly Received[], reference: string): "asked" | "ours" | "elsewhere" {
	const standings = {
		"conversation.offered": "asked",
		"conversation.gained": "ours",
		"conversation.lost": "elsewhere",
		"conversation.offer_ended": "ended",
	} as const;
	let standing: "asked" | "ours" | "elsewhere" = "elsewhere";
	for (const { type, data } of taken) {
		if (data.reference !== reference || !Object.hasOwn(standings, type)) continue;
		const next = standings[type as keyof typeof standings];
		if (next !== "ended") standing = next;
		else if (standing === "asked") standing = "elsewhere";
	}
	return standing;
}

for (const kind of ["human", "bot"] satisfies readonly AppKind[]) {
	deskContract(`a contact center behind a webhook, as an app of kind ${kind}`, { open, kind });
}

import { type Client, connect } from "../../../client-browser.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import type { Bridge, BridgeEvent, Rights } from "./bridge.js";
import type { Pass } from "./ticket.js";

interface Options {
	/** The site that the bridge is on. */
	readonly origin: string;
	/** Gets a new pass; `undefined` if nobody is signed in on this browser. */
	readonly getPass: () => Promise<Pass | undefined>;
}

type Shout = (event: BridgeEvent) => void;

const askAgainMs = 2000;

/** The bridge, spoken to through its own client. Connects as soon as the server gives a pass. */
export function clientBridge({ origin, getPass }: Options): Bridge {
	const listeners = new Set<Shout>();
	const shout: Shout = (event) => {
		for (const listener of listeners) listener(event);
	};
	const opened = firstPass(getPass, shout).then((pass) => open({ origin, pass, getPass, shout }));

	return {
		send: async (command) => (await opened).send(command).catch(refusalOf),
		takeNext: async (id) => (await opened).takeNext({ id }).catch(refusalOf),
		readTranscript: async (request) => (await opened).getTranscript(request),
		readList: async (request) => (await opened).getList(request),
		search: async (request) => (await opened).search(request),
		type(conversationId) {
			void opened.then((client) => client.typing(conversationId));
		},
		look(conversationId, doing) {
			void opened.then((client) => client.looking(conversationId, doing));
		},
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/** Waits for the server and for somebody who is signed in: the second only comes with a new page. */
async function firstPass(getPass: Options["getPass"], shout: Shout): Promise<Pass> {
	for (;;) {
		try {
			const pass = await getPass();
			if (pass !== undefined) return pass;
			shout({ type: "signedOut" });
			return await new Promise<Pass>(() => {});
		} catch {
			await new Promise((resolve) => setTimeout(resolve, askAgainMs));
		}
	}
}

interface Opening extends Options {
	readonly pass: Pass;
	readonly shout: Shout;
}

function open({ origin, pass, getPass, shout }: Opening): Client {
	let next: Pass | undefined = pass;
	let rights: Rights = pass;
	const onOutage = (state: "began" | "ended") => shout({ type: "outage", state });
	const url = webSocketUrl(origin, pass.bridgePath);
	const onColleague = (frame: ServerFrameOf<"colleague">) => shout({ type: "colleague", frame });
	const client = connect({ url, ticket, onStatus, onOutage, onColleague });
	client.listen((heard) => shout(eventOf(heard)));
	return client;

	/** The first pass serves the first connection; each later one asks again. */
	async function ticket(): Promise<string> {
		const now = next ?? (await getPass());
		next = undefined;
		if (now === undefined) {
			shout({ type: "signedOut" });
			client.close();
			throw new Error("Nobody is signed in");
		}
		rights = now;
		return now.ticket;
	}

	function onStatus(status: Client["status"]): void {
		if (status !== "connected") shout({ type: "disconnected" });
		// Rejects only if the connection is gone again, which the next status tells.
		else
			client.whenConnected().then(
				(frame) => {
					const { mayAct, isSupervisor, closeReasons } = rights;
					shout({ type: "connected", frame, mayAct, isSupervisor, closeReasons });
				},
				() => {},
			);
	}
}

function eventOf(heard: Parameters<Parameters<Client["listen"]>[0]>[0]): BridgeEvent {
	if (heard.type === "typing") return { type: "typing", frame: heard };
	if (heard.type === "deliveryReport") return { type: "deliveryReport", frame: heard };
	if (heard.type === "looking") return { type: "looking", frame: heard };
	if (heard.type === "erased") return { type: "erased", frame: heard };
	return { type: "told", frame: heard };
}

function webSocketUrl(origin: string, path: string): string {
	const url = new URL(path, origin);
	url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
	return url.href;
}

/** The client throws what was refused, with the frame as the cause. Whatever else it throws is thrown on. */
function refusalOf(error: unknown): ServerFrameOf<"refused"> {
	const cause = error instanceof Error ? error.cause : undefined;
	if (typeof cause === "object" && cause !== null && "type" in cause && cause.type === "refused") {
		return cause as ServerFrameOf<"refused">;
	}
	throw error;
}

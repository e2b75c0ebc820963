import { closeCodes, type Seam } from "../bridge/seam.js";
import type { Bridge } from "../bridge.js";
import { parseClientFrame } from "../protocol/parse.js";

/** Faults between a bridge and the app under test, and what went over the line. */
export interface Tap {
	readonly bridge: Bridge;
	/** Whatever the app sent that is not of the protocol. */
	readonly foreign: readonly string[];
	/** What the bridge sends to the app waits from now on, or goes on, in order. */
	holdBack(): void;
	letGo(): void;
	/** Acknowledgments of the app are lost from now on. */
	loseAcknowledgments(): void;
	/** From now on every frame comes twice, in both directions. */
	repeatEverything(): void;
	/** Sends the app a frame of the test's own making. */
	inject(text: string): void;
	/** Ends the app's connections as a network does, without a word. Others may come later. */
	cut(): void;
}

interface Line {
	readonly seam: Seam;
	readonly held: string[];
	alive: boolean;
	ended: () => void;
}

/** Looks at, and meddles with, the connections of one app. */
export function tapBridge(bridge: Bridge, appId: string): Tap {
	const lines = new Set<Line>();
	const foreign: string[] = [];
	let [holding, deaf, twice] = [false, false, false];

	/** Everything to the app passes here. */
	function toApp(line: Line, text: string, urgent: boolean): void {
		if (!line.alive) return;
		const isOfApp = lines.has(line);
		if (isOfApp && holding) {
			line.held.push(text);
			return;
		}
		line.seam.send(text, urgent);
		if (isOfApp && twice && "entryId" in read(text)) line.seam.send(text, urgent);
	}

	function fromApp(line: Line, text: string, receive: (text: string) => void): void {
		if (!line.alive) return;
		const frame = read(text);
		if (frame.type === "connect" && frame.appId === appId) lines.add(line);
		const isOfApp = lines.has(line);
		if (isOfApp) note(text);
		if (isOfApp && deaf && frame.type === "ack") return;
		receive(text);
		if (isOfApp && twice && frame.type !== "connect") receive(text);
	}

	function note(text: string): void {
		const parsed = parseClientFrame(text);
		if ("unreadable" in parsed) foreign.push(`${parsed.unreadable.message}: ${text.slice(0, 300)}`);
	}

	function accept(seam: Seam): void {
		const line: Line = { seam, held: [], alive: true, ended: () => {} };
		bridge.accept({
			send: (text, urgent) => toApp(line, text, urgent),
			close: (code, reason) => seam.close(code, reason),
			onMessage: (listener) => seam.onMessage((text) => fromApp(line, text, listener)),
			onClose(listener) {
				line.ended = () => {
					if (line.alive) listener();
					line.alive = false;
					lines.delete(line);
				};
				seam.onClose(line.ended);
			},
			unsent: () => seam.unsent?.() ?? 0,
		});
	}

	return {
		foreign,
		bridge: {
			...bridge,
			accept,
			get connections() {
				return bridge.connections;
			},
		},
		holdBack() {
			holding = true;
		},
		letGo() {
			holding = false;
			for (const line of lines) for (const text of line.held.splice(0)) toApp(line, text, true);
		},
		loseAcknowledgments() {
			deaf = true;
		},
		repeatEverything() {
			twice = true;
		},
		inject(text) {
			for (const { seam } of lines) seam.send(text, true);
		},
		cut() {
			[holding, deaf] = [false, false];
			for (const line of [...lines]) {
				line.ended();
				line.seam.close(closeCodes.failed, "failed");
			}
		},
	};
}

function read(text: string): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}

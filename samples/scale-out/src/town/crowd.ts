import { type Customer, customerOf } from "./customer.js";
import type { Worker } from "./worker.js";

/** Who lives in the street. */
export const residents = [
	...["Amira", "Bayu", "Chloe", "Dewi", "Emil", "Farah"],
	...["Gita", "Hugo", "Indah", "Jonas", "Kirana", "Lars"],
] as const;

const questions = [
	"Do you have the linen shirt in blue?",
	"When does my parcel arrive?",
	"How do I return a dress?",
	"Is the batik shirt back in stock?",
	"Which size fits 1.80 m?",
	"Do you ship to Bandung?",
	"Can I pay on delivery?",
	"Is the rattan bag waterproof?",
	"Are you open on Sunday?",
	"Do you wrap presents?",
] as const;

const request = "I want to talk to a human";

export interface CrowdOptions {
	readonly bots: readonly Worker[];
	readonly random: () => number;
	/** What is said next, before it is. */
	readonly onSay: (conversation: string, text: string) => void;
	readonly onAcknowledged: (conversation: string, id: string) => void;
}

/** Customers who write at an easy pace, and now and then ask for a person. Returns what sends them home. */
export function gatherCrowd({ bots, random, onSay, onAcknowledged }: CrowdOptions): () => void {
	let isOver = false;

	async function live({ conversation, say }: Customer): Promise<void> {
		for (let count = 1; !isOver; count += 1) {
			await pause(shortestPauseMs + random() * (longestPauseMs - shortestPauseMs));
			if (isOver) return;
			const id = `${conversation}-${count}`;
			const question = questions[Math.floor(random() * questions.length)] ?? questions[0];
			const text = random() < 0.12 ? request : question;
			onSay(conversation, text);
			await say(id, text);
			onAcknowledged(conversation, id);
		}
	}

	for (const resident of residents) void live(customerOf(resident, bots, random));
	return () => {
		isOver = true;
	};
}

const shortestPauseMs = 1_000;
const longestPauseMs = 4_000;

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

import { setTimeout } from "node:timers/promises";
import type { HeardLine, SimulatedCustomer } from "@baton/agent-bridge/testing";

/** What she says whenever a person has spoken to her. */
const answers = ["It is order 4711, the green one", "Since Monday", "That would be great, thank you!"];

/** In milliseconds: nobody types faster. */
const aMoment = 400;

/** Plays a customer who wants a person, and shows what is on her phone. */
export async function playCustomer(ada: SimulatedCustomer, show: (text: string) => void): Promise<void> {
	let seen = 0;
	const left = [...answers];
	await says("Where is my parcel?");
	await says("I want to talk to a person");
	for (;;) {
		const news = await ada.hears(isNews);
		if (news.label === "HUMAN" && news.what === "said") await says(left.shift() ?? "OK");
	}

	async function says(text: string): Promise<void> {
		await setTimeout(aMoment);
		show(`Ada: ${text}`);
		await ada.says(text);
	}

	/** Whether a line is later than all that was shown; shows it then. */
	function isNews(line: HeardLine): boolean {
		const place = ada.lines.indexOf(line);
		if (place < seen) return false;
		seen = place + 1;
		show(`${line.label} ${line.name}: ${line.text}`);
		return true;
	}
}

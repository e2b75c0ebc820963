import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { DeskPlace, DeskStanding, DeskUnderTest, SeenLine } from "@baton/agent-bridge/testing";

const program = fileURLToPath(new URL("../desk.js", import.meta.url));

/** A line on the desk's screen: `[1] HUMAN Mara: Hello`. */
interface Printed {
	readonly number: string;
	readonly what: string;
	readonly text: string;
}

/** Somebody in front of the terminal: reads what is printed, and types. */
export async function sitDown({ url, appId, appSecret }: DeskPlace): Promise<DeskUnderTest> {
	const env = { ...process.env, BRIDGE_URL: url, APP_ID: appId, APP_SECRET: appSecret };
	const desk = spawn(process.execPath, [program], { env, stdio: ["pipe", "pipe", "inherit"] });
	const printed: Printed[] = [];
	createInterface({ input: desk.stdout }).on("line", (line) => {
		const [, number = "", what = "", text = ""] = /^\[(\d+)\] (.+?): (.*)$/.exec(line) ?? [];
		printed.push({ number, what, text });
	});
	function numberOf(conversationId: string): string | undefined {
		return printed.find(({ what, text }) => what === "conversation" && text === conversationId)?.number;
	}

	function type(verb: string, conversationId: string, rest = ""): void {
		const number = numberOf(conversationId);
		if (number === undefined) throw new Error(`The desk has never heard of ${conversationId}`);
		desk.stdin.write(`${verb} ${number} ${rest}\n`);
	}

	function printedOf(conversationId: string): readonly Printed[] {
		const number = numberOf(conversationId);
		return printed.filter((line) => line.number === number);
	}

	return {
		take: async (conversationId) => type("take", conversationId),
		say: (conversationId, text) => type("say", conversationId, text),
		release: (conversationId) => type("release", conversationId),
		decline: (conversationId) => type("decline", conversationId),
		handOver: (conversationId, toAppId) => type("pass", conversationId, toAppId),
		note: (conversationId, text) => type("note", conversationId, text),
		sendDraft: (conversationId, corrected) => type("draft", conversationId, corrected),
		sees: (conversationId) => printedOf(conversationId).flatMap(toLine),
		standing: (conversationId) => printedOf(conversationId).reduce(standingAfter, "elsewhere"),
		crash: () => end(desk, "SIGKILL"),
		close: () => end(desk, "SIGTERM"),
	};
}

async function end(desk: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (desk.exitCode !== null) return;
	const exited = once(desk, "exit");
	desk.kill(signal);
	await exited;
}

function toLine({ what, text }: Printed): readonly SeenLine[] {
	if (what === "userSay") return [{ by: "user", text }];
	if (what === "draft") return [{ by: "bot", text, mark: "draft" }];
	if (what === "note" || what.startsWith("HUMAN ")) return [{ by: "human", text }];
	if (what.startsWith("BOT ")) return [{ by: "bot", text }];
	if (what.startsWith("not done")) return [{ by: "human", text, mark: "unsent" }];
	if (what.startsWith("not delivered")) return [{ by: "human", text, mark: "undelivered" }];
	return [];
}

function standingAfter(before: DeskStanding, { what }: Printed): DeskStanding {
	if (what === "offer over") return "elsewhere";
	return what === "asked" || what === "ours" || what === "elsewhere" ? what : before;
}

import { refusalAdvice } from "../bridge/refusal.js";
import { closeCodes } from "../bridge/seam.js";
import { clientFrame } from "./client-frame.js";
import { entryFrame } from "./entry-frame.js";
import { clientExamples, serverExamples } from "./examples.js";
import { clientFrameMeanings, serverFrameMeanings } from "./meaning.js";
import { serverFrame } from "./server-frame.js";

interface Named {
	readonly shape: { readonly type: { readonly value: string }; readonly [member: string]: unknown };
}

/** Every frame as Markdown: its direction, what acknowledges it, its own members and its meaning. */
export function printFrameTable(): string {
	return [printServerFrames(), "", printClientFrames()].join("\n");
}

function printServerFrames(): string {
	const rows = serverFrame.options.map((frame) => {
		const type = frame.shape.type.value;
		const isLine = (entryFrame.options as readonly unknown[]).includes(frame);
		const answered = isLine ? "`ack` with its position" : "no";
		return row([
			`\`${type}\``,
			answered,
			membersOf(frame, isLine ? lineMembers : []),
			serverFrameMeanings[type],
		]);
	});
	return table(["from the server", "acknowledged", "members", "means"], rows);
}

function printClientFrames(): string {
	const rows = clientFrame.options.map((frame) => {
		const type = frame.shape.type.value;
		const { means, answered } = clientFrameMeanings[type];
		return row([`\`${type}\``, answered, membersOf(frame, []), means]);
	});
	return table(["from the client", "answered by", "members", "means"], rows);
}

/** Members of every line of a log, described once. */
const lineMembers = [
	"conversationId",
	"botId",
	"botUserId",
	"channel",
	"position",
	"entryId",
	"epoch",
	"time",
	"session",
];

interface Member {
	safeParse(value: unknown): { readonly success: boolean };
}

function membersOf({ shape }: Named, except: readonly string[]): string {
	const members = Object.entries(shape as Readonly<Record<string, Member>>);
	const own = members.filter(([name]) => name !== "type" && !except.includes(name));
	return own.map(([name, member]) => `${name}${member.safeParse(undefined).success ? "?" : ""}`).join(", ");
}

function table(head: readonly string[], rows: readonly string[]): string {
	return [row(head), `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
}

function row(cells: readonly string[]): string {
	return `| ${cells.join(" | ")} |`;
}

/** Every frame from the server as it is sent, as Markdown. */
export function printServerExamples(): string {
	return Object.entries(serverExamples)
		.map(([type, frame]) => example(type, frame))
		.join("\n\n");
}

/** Every frame from a client as it is sent, with what it may be refused with, as Markdown. */
export function printClientExamples(): string {
	return Object.values(clientExamples)
		.map((frame) => {
			const { refusals = [] } = clientFrameMeanings[frame.type];
			const refused = refusals.map((code) => `\`${code}\``).join(", ");
			return example(frame.type, frame) + (refused === "" ? "" : `\n\nRefused with ${refused}.`);
		})
		.join("\n\n");
}

function example(type: string, frame: object): string {
	return [`#### ${type}`, "", "```json", written(frame), "```"].join("\n");
}

/** As many members to a line as fit. */
function written(frame: object): string {
	const members = Object.entries(frame).map(([name, value]) => `"${name}": ${spaced(value)}`);
	const whole = `{ ${members.join(", ")} }`;
	if (whole.length <= lineLength) return whole;
	const lines: string[] = [];
	for (const member of members) {
		const longer = `${lines.at(-1)}, ${member}`;
		if (lines.length > 0 && longer.length <= lineLength) lines.splice(-1, 1, longer);
		else lines.push(member);
	}
	return `{\n\t${lines.join(",\n\t")}\n}`;
}

const lineLength = 110;

/** JSON with spaces where people put them. */
function spaced(value: unknown): string {
	return JSON.stringify(value, undefined, 1)
		.replaceAll(/([[{])\n\s*/g, (_, bracket) => (bracket === "{" ? "{ " : "["))
		.replaceAll(/\n\s*([\]}])/g, (_, bracket) => (bracket === "}" ? " }" : "]"))
		.replaceAll(/,\n\s*/g, ", ");
}

/** Codes of refusals as Markdown. */
export function printRefusals(): string {
	const rows = Object.entries(refusalAdvice).map(([code, message]) => row([`\`${code}\``, message]));
	return table(["code", "message"], rows);
}

/** Close codes as Markdown. */
export function printCloseCodes(): string {
	const rows = Object.entries(closeCodes).map(([name, code]) => {
		const { means, reaction } = closeMeanings[name as keyof typeof closeCodes];
		return row([String(code), `\`${kebab(name)}\``, means, reaction]);
	});
	return table(["code", "reason", "means", "the client then"], rows);
}

function kebab(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const closeMeanings: {
	readonly [Name in keyof typeof closeCodes]: { readonly means: string; readonly reaction: string };
} = {
	normal: { means: "The client is done.", reaction: "is done" },
	goingAway: { means: "The server stops.", reaction: "connects again" },
	failed: { means: "Something went wrong on the server.", reaction: "connects again" },
	notConnected: {
		means: "No `connect` came in time, or something else came first.",
		reaction: "connects again",
	},
	forbidden: {
		means: "The secret or the ticket is not valid, or does not cover the bots.",
		reaction: "stops; with a source of tickets, connects again with a new one",
	},
	unsupportedVersion: { means: "The server does not speak the version.", reaction: "stops" },
	silent: { means: "Nothing was heard for two heartbeats.", reaction: "connects again" },
	slow: { means: "A person's page did not keep up.", reaction: "connects again and asks for the list" },
};

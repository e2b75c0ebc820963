import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./desk-program.ts", import.meta.url));

/** A desk in a process of its own, and the line from it to Slack. */
export interface DeskProcess {
	/** Where Slack reaches it. */
	readonly address: string;
	/** The methods that it called. */
	readonly calls: readonly string[];
	/** `kill -9`, at once. */
	kill(): Promise<void>;
	/** `kill -9` in the middle of a call: before Slack has it, or when Slack has answered and the desk does not know. */
	killAt(moment: Moment): Promise<void>;
}

interface Moment {
	readonly method: string;
	/** How many calls of the method go well before. Default: 0. */
	readonly after?: number;
	readonly when: "before" | "answered";
}

export interface DeskProcessOptions {
	/** Of the emulated Slack. */
	readonly slackUrl: string;
	readonly env: Readonly<Record<string, string>>;
}

export async function startDeskProcess({ slackUrl, env }: DeskProcessOptions): Promise<DeskProcess> {
	const calls: string[] = [];
	let planned: (Moment & { left: number; killed: () => void }) | undefined;
	const line = createServer((request, response) => void carry(request, response));
	line.listen(0, "127.0.0.1");
	await once(line, "listening");
	// A server that listens on a port has an address with one.
	const lineUrl = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
	const child = spawn(process.execPath, ["--import", "tsx", program], {
		env: { ...process.env, ...env, SLACK_API: `${lineUrl}/api/` },
		stdio: ["ignore", "pipe", "inherit"],
	});
	const ended = once(child, "close");
	const address = await Promise.race([
		once(child.stdout, "data").then(([data]) => String(data).trim()),
		ended.then(([code]) => Promise.reject(new Error(`The desk ended by itself with code ${code}`))),
	]);

	async function kill(): Promise<void> {
		child.kill("SIGKILL");
		await ended;
		line.close();
		line.closeAllConnections();
	}

	async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const method = request.url?.slice("/api/".length) ?? "";
		calls.push(method);
		const moment = planned?.method === method && planned.left-- === 0 ? planned : undefined;
		if (moment?.when === "before") return kill().then(moment.killed);
		const onward = ask(`${slackUrl}${request.url}`, { method: "POST", headers: request.headers });
		request.pipe(onward);
		const [answer] = (await once(onward, "response")) as [IncomingMessage];
		if (moment !== undefined) return kill().then(moment.killed);
		response.writeHead(answer.statusCode ?? 500, answer.headers);
		answer.pipe(response);
	}

	return {
		address,
		calls,
		kill,
		killAt: (moment) =>
			new Promise((killed) => {
				planned = { ...moment, left: moment.after ?? 0, killed };
			}),
	};
}

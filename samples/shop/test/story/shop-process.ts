import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

/** The shop as customers and colleagues find it: a process of its own, on the same ports after every start. */
export interface ShopProcess {
	/** Where customers go. */
	readonly address: string;
	/** What signs a person in to the desk. */
	signInLink(name: string): string;
	/** Where the gate is shown. New at every start. */
	readonly gateLink: string;
	/** Ends it without a warning, as a power cut would. */
	kill(): Promise<void>;
	start(): Promise<void>;
	/** Asks it to close. Resolves with its exit code. */
	stop(): Promise<number | null>;
}

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export async function startShop(data: string): Promise<ShopProcess> {
	const ports = { PORT: await freePort(), DESK_PORT: await freePort(), GATE_PORT: await freePort() };
	const env = { ...process.env, BATON_DATA: data, ...ports };
	let child: ChildProcess | undefined;
	let printed = "";

	async function start(): Promise<void> {
		printed = "";
		const started = spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "inherit"] });
		child = started;
		started.stdout.setEncoding("utf8");
		await new Promise<void>((resolve, reject) => {
			started.once("exit", (code) => reject(new Error(`The shop ended with ${code}: ${printed}`)));
			started.stdout.on("data", (text: string) => {
				printed += text;
				if (printed.includes("Ctrl+C")) resolve();
			});
		});
	}

	async function end(signal: NodeJS.Signals): Promise<number | null> {
		if (child === undefined || child.exitCode !== null) return child?.exitCode ?? null;
		const exit = once(child, "exit");
		child.kill(signal);
		await exit;
		return child.exitCode;
	}

	await start();
	return {
		start,
		address: `http://localhost:${env.PORT}`,
		signInLink: (name) => new RegExp(`${name}\\s+(http\\S+)`).exec(printed)?.[1] ?? "",
		get gateLink() {
			return /Gate\s+(http\S+)/.exec(printed)?.[1] ?? "";
		},
		kill: async () => void (await end("SIGKILL")),
		stop: () => end("SIGTERM"),
	};
}

async function freePort(): Promise<string> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	await once(server, "close");
	return String(typeof address === "object" ? address?.port : "");
}

import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Report } from "../processes/report.js";
import { type Orders, toEnvironment } from "../settings.js";

export type Role = "bot" | "bridge";

/** A process that can be killed, and comes back. */
export interface Worker {
	readonly name: string;
	readonly role: Role;
	readonly port: number;
	readonly pid: number | undefined;
	readonly state: "running" | "frozen" | "dead";
	/** What it told last; counts begin anew when it does. */
	readonly report: Report | undefined;
	/** As `kill -9` does; it comes back after so many milliseconds. */
	kill(backAfterMs: number): void;
	/** Stops it as a machine that hangs, for so many milliseconds. */
	freeze(ms: number): void;
	stop(): Promise<void>;
}

/** Compiled, or as it is where this runs from source. */
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

export function startWorker(role: Role, orders: Orders, onChange: (what: string) => void): Worker {
	const file = fileURLToPath(new URL(`../processes/${role}.${extension}`, import.meta.url));
	let child: ChildProcess | undefined;
	let report: Report | undefined;
	let isFrozen = false;
	let isOver = false;

	function start(): void {
		if (isOver) return;
		report = undefined;
		const loader = extension === "ts" ? ["--import", "tsx"] : [];
		child = spawn(process.execPath, [...loader, file], {
			env: { ...process.env, ...toEnvironment(orders) },
			stdio: ["ignore", "ignore", "inherit", "ipc"],
		});
		child.on("message", (told) => {
			report = told as Report;
		});
		onChange(`${orders.name} starts`);
	}

	async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
		const ending = child;
		child = undefined;
		if (ending === undefined || ending.exitCode !== null) return;
		const ended = new Promise((resolve) => ending.once("exit", resolve));
		ending.kill("SIGCONT");
		ending.kill(signal);
		await ended;
	}

	start();
	return {
		...{ name: orders.name, role, port: orders.port },
		get pid() {
			return child?.pid;
		},
		get state() {
			return child === undefined ? "dead" : isFrozen ? "frozen" : "running";
		},
		get report() {
			return report;
		},
		kill(backAfterMs) {
			if (child === undefined) return;
			onChange(`${orders.name} is killed`);
			isFrozen = false;
			end("SIGKILL").catch(() => {});
			setTimeout(start, backAfterMs);
		},
		freeze(ms) {
			const frozen = child;
			if (frozen === undefined || isFrozen) return;
			onChange(`${orders.name} freezes for ${ms} ms`);
			isFrozen = true;
			frozen.kill("SIGSTOP");
			setTimeout(() => {
				isFrozen = false;
				frozen.kill("SIGCONT");
			}, ms);
		},
		stop() {
			isOver = true;
			return end("SIGTERM");
		},
	};
}

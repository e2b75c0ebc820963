import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const addresses = z.record(z.string(), z.string());

/** A server in a process of its own; it runs on the core that this process is pinned to. */
export class ServerProcess {
	private child: ChildProcess | undefined;
	private readonly name: string;
	private readonly words: readonly string[];

	/** @param name a file in `bench/servers`, without its ending; it gets the words that follow */
	constructor(name: string, ...words: readonly string[]) {
		this.name = name;
		this.words = words;
	}

	/** Starts it, and gives its addresses. */
	async open(): Promise<(who: "user" | "agent" | "any") => string> {
		this.child = fork(fileURLToPath(new URL(`../servers/${this.name}.ts`, import.meta.url)), this.words);
		const known = addresses.parse(await this.answer(this.child));
		return (who) => known[who] ?? "";
	}

	/** Lets it forget what it need not remember any more. */
	async empty(): Promise<void> {
		await this.ask("empty");
	}

	/** Gives its answer. Ask one thing at a time. */
	async ask(words: string): Promise<unknown> {
		if (this.child === undefined) return undefined;
		const answered = this.answer(this.child);
		this.child.send(words);
		return answered;
	}

	private answer(child: ChildProcess): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const ended = (code: number | null) =>
				reject(new Error(`The server "${this.name}" ended with ${code}`));
			child.once("exit", ended);
			child.once("message", (message) => {
				child.off("exit", ended);
				resolve(message);
			});
		});
	}

	close(): Promise<void> {
		return this.end((child) => child.disconnect());
	}

	/** As `kill -9` does. */
	kill(): Promise<void> {
		return this.end((child) => child.kill("SIGKILL"));
	}

	private async end(by: (child: ChildProcess) => void): Promise<void> {
		const { child } = this;
		if (child === undefined) return;
		this.child = undefined;
		await new Promise<void>((resolve) => {
			child.once("exit", () => resolve());
			by(child);
		});
	}
}

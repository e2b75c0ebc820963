import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { agentsSdkBot } from "./agents-sdk.js";
import { botFrameworkBot } from "./bot-framework.js";
import { openDesk } from "./desk.js";

/** In milliseconds: whoever else has something to say says it before the next prompt. */
const aMoment = 100;

const { handoff, hear } = process.argv.includes("agents") ? agentsSdkBot() : botFrameworkBot();
openDesk(handoff);

console.log('Say hello, ask when we are open, or say "agent please". Ctrl-C ends it.');
const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "> " });
lines.prompt();
for await (const line of lines) {
	if (line.trim() !== "") await hear(line);
	await setTimeout(aMoment);
	lines.prompt();
}
await handoff.stop();

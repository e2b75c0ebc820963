import { fileURLToPath } from "node:url";
import { readCredentials } from "./credentials.js";
import { openSample } from "./slack-desk.js";

const {
	BATON_DATA,
	PORT = "3000",
	DESK_PORT = "3001",
	GATE_PORT = "3002",
	ENDPOINT_PORT = "3003",
	SLACK_PORT = "3004",
} = process.env;

const { sample, isReal } = await start().catch((error: unknown) => {
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(
		`Cannot start, take other ports with PORT, DESK_PORT, GATE_PORT, ENDPOINT_PORT and SLACK_PORT, or look at: ${reason}\n`,
	);
	process.exit(1);
});

async function start() {
	const credentials = readCredentials(process.env);
	const sample = await openSample({
		data: BATON_DATA ?? fileURLToPath(new URL("../data", import.meta.url)),
		port: Number(PORT),
		deskPort: Number(DESK_PORT),
		gatePort: Number(GATE_PORT),
		endpointPort: Number(ENDPOINT_PORT),
		slackPort: Number(SLACK_PORT),
		credentials,
	});
	return { sample, isReal: credentials !== undefined };
}

const pages = sample.pages.map(({ name, address }) => `  ${name.padEnd(11)}${address}`);
process.stdout.write(`
Toko Senja is open, and its people are in Slack${isReal ? "" : ", which is emulated on this machine"}.

  Customers  ${sample.shop.address}
${pages.join("\n")}
${isReal ? `  Endpoint   ${sample.endpoint}   (not needed with Socket Mode)\n` : ""}
Put a customer and Slack side by side, and ask for a person. Ctrl+C ends it.
`);

let closing = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
	process.on(signal, () => {
		if (closing) process.exit(1);
		closing = true;
		sample
			.close()
			.catch((error: unknown) => {
				process.stderr.write(`${String(error)}\n`);
				process.exitCode = 1;
			})
			// What a slow bot still waits for keeps nobody waiting: its turn is another process's by now.
			.finally(() => process.exit());
	});
}

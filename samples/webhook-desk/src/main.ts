import { fileURLToPath } from "node:url";
import { openSample } from "./webhook-desk.js";

const {
	BATON_DATA,
	PORT = "3000",
	DESK_PORT = "3001",
	GATE_PORT = "3002",
	CENTER_PORT = "3003",
} = process.env;

const sample = await openSample({
	data: BATON_DATA ?? fileURLToPath(new URL("../data", import.meta.url)),
	port: Number(PORT),
	deskPort: Number(DESK_PORT),
	gatePort: Number(GATE_PORT),
	centerPort: Number(CENTER_PORT),
}).catch((error: unknown) => {
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(
		`Cannot start, take other ports with PORT, DESK_PORT, GATE_PORT and CENTER_PORT, or look at: ${reason}\n`,
	);
	process.exit(1);
});

process.stdout.write(`
Toko Senja is open, and its people work in a contact center behind a webhook.

  Customers      ${sample.shop.address}
  Contact center ${sample.centerAddress}

Put them side by side, and ask for a person. Ctrl+C ends it.
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

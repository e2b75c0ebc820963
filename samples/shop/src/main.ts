import { fileURLToPath } from "node:url";
import { openShop } from "./shop.js";

const { BATON_DATA, PORT = "3000", DESK_PORT = "3001", GATE_PORT = "3002" } = process.env;

const shop = await openShop({
	data: BATON_DATA ?? fileURLToPath(new URL("../data", import.meta.url)),
	port: Number(PORT),
	deskPort: Number(DESK_PORT),
	gatePort: Number(GATE_PORT),
}).catch((error: unknown) => {
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(
		`Cannot open the shop, take other ports with PORT, DESK_PORT and GATE_PORT, or look at: ${reason}\n`,
	);
	process.exit(1);
});

const links = shop.signInLinks.map(({ name, link }) => `  ${name.padEnd(10)}${link}`);
process.stdout.write(`
Toko Senja is open.

  Customers ${shop.address}

The desk, for the people of the shop (each link signs in once, within 15 minutes):

${links.join("\n")}

The gate, for whoever looks after the bot:

  Gate      ${shop.gateLink}

Open each link in a browser window of its own. Ctrl+C closes the shop.
`);

let closing = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
	process.on(signal, () => {
		if (closing) process.exit(1);
		closing = true;
		shop
			.close()
			.catch((error: unknown) => {
				process.stderr.write(`${String(error)}\n`);
				process.exitCode = 1;
			})
			// What a slow bot still waits for keeps nobody waiting: its turn is another process's by now.
			.finally(() => process.exit());
	});
}

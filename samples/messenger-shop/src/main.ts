import { fileURLToPath } from "node:url";
import { readCredentials } from "./credentials.js";
import { openShop } from "./shop.js";

const { BATON_DATA, PORT = "3000", DESK_PORT = "3001", MESSENGER_PORT = "3002" } = process.env;

const { shop, isFacebook } = await start().catch((error: unknown) => {
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(
		`Cannot open the shop, take other ports with PORT, DESK_PORT and MESSENGER_PORT or look at: ${reason}\n`,
	);
	process.exit(1);
});

async function start() {
	const facebook = readCredentials(process.env);
	const shop = await openShop({
		data: BATON_DATA ?? fileURLToPath(new URL("../data", import.meta.url)),
		port: Number(PORT),
		deskPort: Number(DESK_PORT),
		messengerPort: Number(MESSENGER_PORT),
		facebook,
	});
	return { shop, isFacebook: facebook !== undefined };
}

const links = shop.signInLinks.map(({ name, link }) => `  ${name.padEnd(11)}${link}`);
process.stdout.write(`
Toko Senja is on Messenger${isFacebook ? "" : ", which is emulated on this machine"}.

  Customers  ${shop.address}
  Page inbox ${shop.inbox}
${isFacebook ? `  Webhook    ${shop.webhook}   (enter it in the app's dashboard)\n` : ""}
The desk, for the people of the shop (each link signs in once, within 15 minutes):

${links.join("\n")}

Put a customer and the desk side by side. Ctrl+C closes the shop.
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

import { openLiveAgent } from "./live-agent.js";

const { PORT = "3000", DESK_PORT = "3001" } = process.env;

const sample = await openLiveAgent({ port: Number(PORT), deskPort: Number(DESK_PORT) }).catch(
	(error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error);
		process.stderr.write(`Cannot start, take other ports with PORT and DESK_PORT or look at: ${reason}\n`);
		process.exit(1);
	},
);

process.stdout.write(`
Business Messages is emulated on this machine.

  Michael's phone ${sample.phone}
  Ana's desk      ${sample.signInLink}   (signs in once, within 15 minutes)

Put them side by side, and let Michael write "Hi, I have a problem". Ctrl+C ends it.
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

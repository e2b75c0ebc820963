import { openScaleOut, type ScaleOut } from "./scale-out.js";

const { PORT = "3010" } = process.env;
let sample: ScaleOut | undefined;
let closing = false;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
	process.on(signal, () => {
		// What has begun and cannot be closed yet ends with this process.
		if (closing || sample === undefined) process.exit(1);
		closing = true;
		sample.close().catch((error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			process.exitCode = 1;
		});
	});
}

process.stdout.write("Starting six Redis nodes, two bots and two bridges …\n");

try {
	sample = await openScaleOut({ port: Number(PORT) });
} catch (error) {
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(`Cannot begin, ${adviceOn(error)}: ${reason}\n`);
	process.exit(1);
}

process.stdout.write(`
The town is awake: twelve customers write, bots answer, people help.

  Watch it  ${sample.address}

Kill any process or freeze it there, or with kill -9 from here. Ctrl+C ends everything.
`);

function adviceOn(error: unknown): string {
	const code = error instanceof Error && "code" in error ? error.code : undefined;
	if (code === "ENOENT") return "install redis-server 7, or name yours in BATON_REDIS_SERVER";
	if (code === "EADDRINUSE") return "take another port with PORT";
	return "look at the reason";
}

import type { Contender } from "../measure/contender.js";
import { ServerProcess } from "../network/server-process.js";
import { openThrong, type ThrongOptions } from "../network/throng.js";

/** One thing is said, and all hear it: bare sockets, a socket.io room, or the people of one desk. */
export async function broadcast(
	name: string,
	what: "ws" | "socket-io" | "people",
	count: number,
): Promise<Contender> {
	const server = new ServerProcess("throng", what);
	const address = await server.open();
	const throng = await openThrong({
		url: address("any"),
		count,
		...(await introductions[what](server, count)),
	});
	// Whoever is asked hears what is said from then on.
	await server.ask("tell [0]");
	let said = 0;
	let stretch = 0;
	const say = async (by: string): Promise<unknown> => {
		said += 1;
		const word = `[${said}]`;
		const hearing = throng.whenAllHear(word);
		const answer = await server.ask(`${by} ${word}`);
		await hearing;
		return answer;
	};
	return {
		name,
		prepare: () => ({
			turn: () => say("tell"),
			async end() {
				stretch = Math.max(stretch, Number(await say("stretch")));
			},
		}),
		remarks: () => [`longest time without looking for other work: ${(stretch / 1000).toFixed(1)} ms`],
		async close() {
			throng.close();
			await server.close();
		},
	};
}

type Introduction = Pick<ThrongOptions, "first" | "until">;

const introductions: Readonly<
	Record<"ws" | "socket-io" | "people", (server: ServerProcess, count: number) => Promise<Introduction>>
> = {
	ws: async () => ({}),
	"socket-io": async () => ({ first: () => "40", until: '40{"sid"' }),
	people: async (server, count) => ({ first: await tickets(server, count), until: '"type":"connected"' }),
};

/** The first words of people. */
export async function tickets(server: ServerProcess, count: number): Promise<(index: number) => string> {
	const all: string[] = [];
	for (let index = 0; index < count; index += 1) all.push(String(await server.ask(`ticket p${index}`)));
	return (index) => JSON.stringify({ type: "connect", version: 1, ticket: all[index] });
}

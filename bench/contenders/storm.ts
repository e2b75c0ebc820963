import type { Contender } from "../measure/contender.js";
import { appSecret } from "../network/baton-names.js";
import { ServerProcess } from "../network/server-process.js";
import { openThrong, type ThrongOptions } from "../network/throng.js";

/** All come back at once, until each is connected. */
export function bareStorm(name: string, count: number): Promise<Contender> {
	return storm(name, new ServerProcess("throng", "ws"), () => ({ count }));
}

/** All desks come back at once, until each has heard what was said to it meanwhile, and has acknowledged it. */
export async function deskStorm(name: string, count: number): Promise<Contender> {
	const server = new ServerProcess("throng", "desks", String(count));
	let round = 0;
	return storm(
		name,
		server,
		() => ({
			count,
			first: (index) =>
				JSON.stringify({ type: "connect", version: 1, appId: `desk-${index}`, appSecret, botIds: ["shop"] }),
			until: `hello [${round}]`,
			onReady: (say, heard) => say(acknowledgment(heard)),
		}),
		async () => {
			if (round === 0) await server.ask("take");
			round += 1;
			await server.ask(`tell [${round}]`);
		},
	);
}

async function storm(
	name: string,
	server: ServerProcess,
	throngOf: () => Omit<ThrongOptions, "url">,
	before: () => Promise<void> = async () => {},
): Promise<Contender> {
	const address = await server.open();
	await before();
	return {
		name,
		prepare: () => {
			let end = (): void => {};
			return {
				async turn() {
					end = (await openThrong({ url: address("any"), ...throngOf() })).close;
				},
				async rest() {
					end();
					await before();
				},
			};
		},
		close: () => server.close(),
	};
}

/** Of the last frame that came. */
function acknowledgment(heard: string): string {
	const position = Number(/"position":(\d+)(?!.*"position")/s.exec(heard)?.[1]);
	const conversationId = /"conversationId":"([^"]+)"/.exec(heard)?.[1];
	return JSON.stringify({ type: "ack", conversationId, position });
}

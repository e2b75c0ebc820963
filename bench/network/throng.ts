import { connect as dial, type Socket } from "node:net";

export interface ThrongOptions {
	readonly url: string;
	readonly count: number;
	/** What each says first. Default: nothing. */
	readonly first?: ((index: number) => string) | undefined;
	/** Each is ready when it has heard this. Default: when it is connected. */
	readonly until?: string | undefined;
	/** Called with what each has heard by then. */
	readonly onReady?: ((say: (text: string) => void, heard: string) => void) | undefined;
}

/** Many WebSocket clients as bare as can be: what is measured is the server, and not a client. */
export interface Throng {
	/** Resolves when each has heard this. Ask for one thing at a time. */
	whenAllHear(part: string): Promise<void>;
	close(): void;
}

/** So many are on their way in at the same time. */
const atOnce = 256;
const connected = "101 Switching Protocols";
const ping = '{"type":"ping"}';

export async function openThrong({
	url,
	count,
	first,
	until = connected,
	onReady,
}: ThrongOptions): Promise<Throng> {
	const members: Member[] = [];
	let next = 0;
	async function comeIn(): Promise<void> {
		for (let index = next++; index < count; index = next++) {
			const member = await openMember(url);
			members.push(member);
			if (first !== undefined) member.say(first(index));
			if (until !== connected) await member.hears(until);
			onReady?.(member.say, member.heard());
		}
	}
	await Promise.all(Array.from({ length: atOnce }, comeIn));
	return {
		async whenAllHear(part) {
			await Promise.all(members.map((member) => member.hears(part)));
		},
		close() {
			for (const { socket } of members) socket.destroy();
		},
	};
}

interface Member {
	readonly socket: Socket;
	say(text: string): void;
	hears(part: string): Promise<void>;
	heard(): string;
}

async function openMember(url: string): Promise<Member> {
	const { hostname, port, pathname, search, host } = new URL(url);
	const socket = dial({ host: hostname, port: Number(port), noDelay: true }).setEncoding("latin1");
	let heard = "";
	let look = (): void => {};
	const say = (text: string): void => void socket.write(maskedFrame(text));
	socket.on("error", (error) => {
		console.error(error);
		process.exit(1);
	});
	socket.on("data", (chunk: string) => {
		heard += chunk;
		if (chunk.includes(ping)) say('{"type":"pong"}');
		look();
	});
	const hears = (part: string): Promise<void> =>
		new Promise((resolve) => {
			look = () => {
				if (!heard.includes(part)) return;
				look = () => {
					heard = "";
				};
				resolve();
			};
			look();
		});
	socket.write(
		`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
	);
	await hears(connected);
	return { socket, say, hears, heard: () => heard };
}

/** As clients must, with a mask: one of zeros, which changes nothing. */
function maskedFrame(text: string): Buffer {
	const payload = Buffer.from(text);
	const head =
		payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
	return Buffer.concat([Buffer.from([0x81, ...head, 0, 0, 0, 0]), payload]);
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { WebSocket } from "ws";
import { type Seam, webSocketTransport } from "../src/index.js";

describe("The transport over WebSocket", () => {
	const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000, 300_000];

	async function open(): Promise<{ readonly seam: Seam; readonly socket: WebSocket; close(): void }> {
		const http = createServer();
		const accepted = new Promise<Seam>((resolve) => {
			http.on("upgrade", webSocketTransport({ bridge: { accept: resolve } }));
		});
		await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
		const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/`);
		await once(socket, "open");
		return {
			seam: await accepted,
			socket,
			close() {
				socket.terminate();
				http.close();
			},
		};
	}

	it("carries texts of every length, in order, hurried or not, the same one after the other as well", async () => {
		const { seam, socket, close } = await open();
		const texts = lengths.flatMap((length) => {
			const text = "ü€😀x".repeat(length).slice(0, length).toWellFormed();
			return [text, text, `${text}!`];
		});
		const heard: string[] = [];
		const all = new Promise<void>((resolve) => {
			socket.on("message", (data, isBinary) => {
				expect(isBinary).to.equal(false);
				heard.push(data.toString());
				if (heard.length === texts.length) resolve();
			});
		});
		texts.forEach((text, index) => {
			seam.send(text, index % 3 !== 1);
		});
		await all;
		expect(heard).to.deep.equal(texts);
		close();
	});

	it("drops what is sent after the end, and says what was sent before it", async () => {
		const { seam, socket, close } = await open();
		const heard: string[] = [];
		socket.on("message", (data) => heard.push(data.toString()));
		seam.send("before", false);
		seam.close(4403, "forbidden");
		seam.send("after", true);
		const [code, reason] = await once(socket, "close");
		expect([heard, code, String(reason)]).to.deep.equal([["before"], 4403, "forbidden"]);
		close();
	});
});

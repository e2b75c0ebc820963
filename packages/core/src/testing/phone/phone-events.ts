import type { ServerResponse } from "node:http";
import type { PhonePort } from "./phone-port.js";

/** Shorter than the patience of proxies. */
const beatMs = 15_000;

/** Shows a page its user's screen, now and after every change, until the page goes. */
export function streamScreen(port: PhonePort, user: string, response: ServerResponse): void {
	let isDue = false;

	function show(): void {
		isDue = false;
		response.write(`data: ${JSON.stringify({ users: port.users(), screen: port.screen(user) })}\n\n`);
	}

	/** Many changes at once are one to look at. */
	function changed(who: string): void {
		if (who !== user || isDue) return;
		isDue = true;
		setImmediate(show);
	}

	response.writeHead(200, {
		"Content-Type": "text/event-stream",
		"Cache-Control": "no-store",
		"X-Content-Type-Options": "nosniff",
	});
	const unsubscribe = port.subscribe(changed);
	const beat = setInterval(() => response.write(":\n\n"), beatMs).unref();
	response.on("close", () => {
		unsubscribe();
		clearInterval(beat);
	});
	show();
}

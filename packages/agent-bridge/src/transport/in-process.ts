import type { Bridge } from "../bridge.js";
import type { Dial } from "../client/dial.js";

/** One direction: what goes in comes out in order, never within the call that put it in. */
interface Pipe {
	readonly put: (action: () => void) => void;
}

function openPipe(): Pipe {
	let last = Promise.resolve();
	return {
		put(action) {
			last = last.then(action);
		},
	};
}

/**
 * Connects a client to a bridge in the same process: for a desk that runs beside the bot, and for tests.
 *
 * ```ts
 * const client = connect({ dial: inProcess(bridge), appId, appSecret });
 * ```
 */
export function inProcess(bridge: Bridge): Dial {
	return ({ onOpen, onMessage, onClose }) => {
		const [toBridge, toClient] = [openPipe(), openPipe()];
		let isOpen = true;
		let receive: (text: string) => void = () => {};
		let ended: () => void = () => {};
		const end = (code: number, reason: string) => {
			if (!isOpen) return;
			isOpen = false;
			toBridge.put(() => ended());
			toClient.put(() => onClose(code, reason));
		};
		bridge.accept({
			send: (text) => toClient.put(() => onMessage(text)),
			close: end,
			onMessage: (listener) => {
				receive = listener;
			},
			onClose: (listener) => {
				ended = listener;
			},
		});
		toClient.put(() => isOpen && onOpen());
		return {
			// What was sent before the end still arrives, as it does over a network.
			send(text) {
				if (isOpen) toBridge.put(() => receive(text));
			},
			close: end,
		};
	};
}

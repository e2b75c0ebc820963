import { useCallback, useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import type { Language } from "../catalogue.js";
import type { ClientFrame } from "../channel/client-frame.js";
import { type ChatState, emptyChat, type Pending, reduceChat } from "../view/chat-state.js";
import { type Connection, connect } from "./connection.js";
import { keepPending, readPending } from "./kept-pending.js";

/** What the customer can do. */
export interface ChatActions {
	say(text: string): void;
	/** Presses a button: `said` is what the customer reads, `value` goes to the bot. Without one it is just said. */
	press(said: string, value: string | undefined): void;
	retry(id: string): void;
	typing(): void;
	/** No longer waits for a person. */
	cancel(): void;
	/** The customer has these lines before their eyes. */
	read(lines: readonly string[]): void;
	earlier(before: number): void;
}

const typingShownMs = 5_000;

/** The conversation and what can be done in it, kept alive over a WebSocket. */
export function useChat(language: Language): { readonly state: ChatState; readonly actions: ChatActions } {
	const [state, dispatch] = useReducer(reduceChat, undefined, () => emptyChat(readPending()));
	const connection = useRef<Connection | undefined>(undefined);
	const latest = useRef({ pending: state.pending, language });
	latest.current = { pending: state.pending, language };

	useEffect(() => {
		const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/socket`;
		const opened = connect(url, {
			onOpen() {
				dispatch({ type: "connected" });
				const { pending, language } = latest.current;
				const unsent = pending.filter((message) => message.state === "sending");
				for (const message of unsent) opened.send(toFrame(message, language));
			},
			onLost: () => dispatch({ type: "disconnected" }),
			onFrame(frame) {
				dispatch({ type: "received", frame });
				if (frame.type === "line") acknowledge(opened, [frame.line.id], frame.line.kind);
			},
		});
		connection.current = opened;
		return () => opened.close();
	}, []);

	useEffect(() => keepPending(state.pending), [state.pending]);
	useEffect(() => {
		if (state.typing === undefined) return;
		const timer = setTimeout(() => dispatch({ type: "stoppedTyping" }), typingShownMs);
		return () => clearTimeout(timer);
	}, [state.typing]);

	const write = useCallback((message: Omit<Pending, "state">) => {
		dispatch({ type: "wrote", message });
		connection.current?.send(toFrame(message, latest.current.language));
	}, []);

	const actions = useMemo<ChatActions>(() => makeActions(write, dispatch, connection, latest), [write]);
	return { state, actions };
}

function makeActions(
	write: (message: Omit<Pending, "state">) => void,
	dispatch: (event: { readonly type: "retried"; readonly id: string }) => void,
	connection: { readonly current: Connection | undefined },
	latest: { readonly current: { readonly pending: readonly Pending[]; readonly language: Language } },
): ChatActions {
	return {
		say: (text) => write({ id: newId(), text }),
		press: (said, value) => write({ id: newId(), text: said, value }),
		retry(id) {
			dispatch({ type: "retried", id });
			const message = latest.current.pending.find((pending) => pending.id === id);
			if (message !== undefined) connection.current?.send(toFrame(message, latest.current.language));
		},
		typing: () => connection.current?.send({ type: "typing" }),
		cancel: () => connection.current?.send({ type: "cancel" }),
		read: (lines) => connection.current?.send({ type: "seen", state: "read", lines: [...lines] }),
		earlier: (before) => connection.current?.send({ type: "earlier", before }),
	};
}

function toFrame({ id, text, value }: Omit<Pending, "state">, language: Language): ClientFrame {
	if (value === undefined) return { type: "say", id, text, language };
	return { type: "press", id, title: text, value, language };
}

/** The shop learns that a line has reached the page, though nobody may look at it yet. */
function acknowledge(connection: Connection, lines: string[], kind: string): void {
	if (kind !== "user") connection.send({ type: "seen", state: "delivered", lines });
}

/** Also where the page is served without HTTPS, which `crypto.randomUUID` needs. */
function newId(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
}

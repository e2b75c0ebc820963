import { languageOfText } from "../language.js";
import type { ClientFrameOf } from "./client-frame.js";
import type { CustomerId } from "./customer-cookie.js";
import { webChannelId } from "./web-channel.js";

/** What a page sent as a Bot Framework activity. Who sent it is known from the cookie alone. */
export function toMessage(frame: ClientFrameOf<"say" | "press">, customer: CustomerId, shop: string) {
	return {
		type: "message",
		id: frame.id,
		channelId: webChannelId,
		timestamp: new Date(),
		locale: localeOf(frame),
		from: { id: customer, name: guestName(customer), role: "user" },
		recipient: { id: shop, role: "bot" },
		conversation: { id: customer },
		...wordsOf(frame),
	};
}

/** Customers need not say who they are; a name that hardly anybody shares makes it easier to talk about them. */
export function guestName(customer: CustomerId): string {
	const sum = [...customer].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
	const first = colors[sum % colors.length];
	const second = flowers[Math.floor(sum / colors.length) % flowers.length];
	const number = 10 + (Math.floor(sum / (colors.length * flowers.length)) % 90);
	return `Guest ${first} ${second} ${number}`;
}

const colors = ["Amber", "Coral", "Indigo", "Jade", "Lilac", "Ochre", "Pearl", "Rose", "Saffron", "Teal"];
const flowers = [
	"Anggrek",
	"Cempaka",
	"Dahlia",
	"Kamboja",
	"Kenanga",
	"Lotus",
	"Mawar",
	"Melati",
	"Seroja",
	"Teratai",
];

/** Customers are answered in the language that they write in, else in that of their page. */
function localeOf(frame: ClientFrameOf<"say" | "press">): string {
	return (frame.type === "say" ? languageOfText(frame.text) : undefined) ?? frame.language;
}

function wordsOf(frame: ClientFrameOf<"say" | "press">) {
	if (frame.type === "say") return { text: frame.text };
	return { text: frame.title, value: parseValue(frame.value) };
}

/** Buttons carry JSON; whatever else one carries is a text. */
function parseValue(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}

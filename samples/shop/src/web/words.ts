import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language, Words } from "../catalogue.js";

/** What the page itself says. What bot and people say comes from the server. */
const words = {
	tagline: { en: "Clothes for golden hours", id: "Baju untuk jam-jam emas" },
	season: { en: "The dusk collection", id: "Koleksi senja" },
	seasonAbout: {
		en: "Batik, linen and weaves from small workshops all over the islands. Ask us anything: our robot answers at once, our people when it matters.",
		id: "Batik, linen, dan tenun dari pengrajin kecil di seluruh nusantara. Tanya apa saja: robot kami menjawab langsung, orang kami saat dibutuhkan.",
	},
	freeShipping: { en: "Free shipping from Rp 400.000", id: "Gratis ongkir mulai Rp 400.000" },
	exchange: { en: "14 days to exchange", id: "14 hari tukar barang" },
	payAtDoor: { en: "Pay on delivery", id: "Bisa bayar di tempat" },
	products: { en: "All pieces", id: "Semua koleksi" },
	isNew: { en: "New", id: "Baru" },
	add: { en: "Add to cart", id: "Masukkan keranjang" },
	addOne: { en: "Add to cart:", id: "Masukkan keranjang:" },
	removeOne: { en: "Remove:", id: "Hapus:" },
	shop: { en: "Shop", id: "Toko" },
	chat: { en: "Chat", id: "Chat" },
	cart: { en: "Cart", id: "Keranjang" },
	emptyCart: {
		en: "Nothing here yet. What you add shows up here.",
		id: "Masih kosong. Yang kamu masukkan muncul di sini.",
	},
	remove: { en: "Remove", id: "Hapus" },
	total: { en: "Total", id: "Total" },
	checkOut: { en: "Check out", id: "Checkout" },
	close: { en: "Close", id: "Tutup" },
	language: { en: "Language", id: "Bahasa" },
	skip: { en: "Skip to the chat", id: "Langsung ke chat" },
	withBot: { en: "You are talking to {name}", id: "Kamu bicara dengan {name}" },
	withBotMore: {
		en: "Answers at once. A person joins when it does not know.",
		id: "Menjawab langsung. Orang bergabung kalau dia tidak tahu.",
	},
	withHuman: { en: "{name}, a person, is here", id: "{name}, orang sungguhan, ada di sini" },
	withHumanMore: { en: "The robot is silent now.", id: "Robot diam dulu." },
	waiting: {
		en: "We are calling a person. {name} keeps listening.",
		id: "Kami panggilkan orang. {name} tetap mendengarkan.",
	},
	bot: { en: "Bot", id: "Bot" },
	human: { en: "Human", id: "Manusia" },
	you: { en: "You", id: "Kamu" },
	systemLine: { en: "Notice", id: "Pemberitahuan" },
	log: { en: "Conversation", id: "Percakapan" },
	earlier: { en: "Show earlier messages", id: "Lihat pesan sebelumnya" },
	write: { en: "Write a message", id: "Tulis pesan" },
	send: { en: "Send", id: "Kirim" },
	askPerson: { en: "Talk to a person", id: "Panggil orang" },
	cancel: { en: "Never mind", id: "Tidak jadi" },
	askPersonSaid: { en: "I want to talk to a person", id: "Saya mau bicara dengan orang" },
	sending: { en: "Sending…", id: "Mengirim…" },
	waitingForLink: { en: "Will be sent when the connection is back", id: "Dikirim saat koneksi kembali" },
	received: { en: "Received", id: "Diterima" },
	failed: { en: "Not sent", id: "Tidak terkirim" },
	retry: { en: "Try again", id: "Coba lagi" },
	typing: { en: "{name} is typing", id: "{name} sedang mengetik" },
	connecting: { en: "Connecting…", id: "Menghubungkan…" },
	lost: {
		en: "No connection. We keep trying; what you write is kept and sent.",
		id: "Koneksi terputus. Kami terus mencoba; pesanmu disimpan dan dikirim.",
	},
	helloTitle: { en: "Hi! How can we help?", id: "Halo! Ada yang bisa dibantu?" },
	helloAbout: {
		en: "You first talk to {name}, a robot. You always see who writes: every message says bot or human.",
		id: "Awalnya kamu bicara dengan {name}, robot. Kamu selalu tahu siapa yang menulis: setiap pesan menyebut bot atau manusia.",
	},
	tooLong: { en: "Too long: {over} characters over", id: "Terlalu panjang: lebih {over} karakter" },
	news: { en: "{count} new", id: "{count} baru" },
	toNewest: { en: "To the newest message", id: "Ke pesan terbaru" },
	suggestions: { en: "Suggestions", id: "Saran" },
} as const satisfies Readonly<Record<string, Words>>;

type WordName = keyof typeof words;

/** Questions to begin with. */
export const firstQuestions: readonly Words[] = [
	{ en: "What is new?", id: "Yang baru apa aja?" },
	{ en: "Can I pay on delivery?", id: "Bisa bayar di tempat ga sis?" },
	{ en: "What sizes do you have?", id: "Ada ukuran apa aja?" },
	{ en: "How long does shipping take?", id: "Berapa lama pengiriman?" },
];

export const LanguageContext = createContext<Language>("en");

/** Says things in the page's language; `{name}` and the like are filled in. */
export function useWords(): {
	readonly language: Language;
	say(name: WordName, values?: Readonly<Record<string, string | number>>): string;
} {
	const language = useContext(LanguageContext);
	return {
		language,
		say: (name, values = {}) =>
			words[name][language].replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? "")),
	};
}

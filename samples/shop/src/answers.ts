import type { Words } from "./catalogue.js";

/** What customers of the shop want. */
export type Intent =
	| "greeting"
	| "browse"
	| "cart"
	| "shipping"
	| "payment"
	| "sizes"
	| "returns"
	| "hours"
	| "orderStatus"
	| "thanks"
	| "complaint";

/** Questions that always have the same answer. */
export type Question = Extract<
	Intent,
	"greeting" | "shipping" | "payment" | "sizes" | "returns" | "hours" | "thanks"
>;

export const answers: Readonly<Record<Question, Words>> = {
	greeting: {
		en: "Hello! I am Bot Toko, the shop's robot. I know about our clothes, sizes, shipping, payment and returns. For everything else I call a colleague who is a person.",
		id: "Halo kak! Aku Bot Toko, robotnya toko ini. Aku tahu soal koleksi, ukuran, pengiriman, pembayaran, dan retur. Selain itu aku panggilkan teman yang manusia, ya.",
	},
	shipping: {
		en: "We ship from Yogyakarta with JNE and SiCepat: Java 2 to 3 days, other islands 3 to 6. Shipping is Rp 18.000, and free from Rp 400.000. Order before 2 pm and it leaves the same day.",
		id: "Kami kirim dari Yogyakarta pakai JNE dan SiCepat: Jawa 2–3 hari, luar Jawa 3–6 hari. Ongkir Rp 18.000, gratis mulai belanja Rp 400.000. Pesan sebelum jam 2 siang, langsung dikirim hari itu.",
	},
	payment: {
		en: "You can pay cash on delivery anywhere in Indonesia, by QRIS, bank transfer (BCA, Mandiri, BRI), GoPay, OVO, or by card.",
		id: "Bisa, kak! Bayar di tempat (COD) bisa ke seluruh Indonesia. Bisa juga QRIS, transfer BCA, Mandiri, BRI, GoPay, OVO, atau kartu.",
	},
	sizes: {
		en: "Shirts and dresses come in S (chest 92 cm), M (98), L (104) and shirts in XL (112). Trousers: waist S 68, M 74, L 80, XL 88. Sneakers run true to size, 37 to 42. Between two sizes? Take the larger one.",
		id: "Kemeja dan gaun ada S (lingkar dada 92 cm), M (98), L (104), kemeja sampai XL (112). Celana: pinggang S 68, M 74, L 80, XL 88. Sneakers ukurannya pas, 37–42. Ragu antara dua ukuran? Ambil yang lebih besar.",
	},
	returns: {
		en: "You have 14 days to return or exchange anything unworn with its tag, sale items too. Exchanging the size is free; for a refund the money is back within 3 working days.",
		id: "Barang yang belum dipakai dan masih ada labelnya bisa diretur atau ditukar dalam 14 hari, barang sale juga. Tukar ukuran gratis; kalau refund, uang kembali dalam 3 hari kerja.",
	},
	hours: {
		en: "The shop is at Jalan Tirtodipuran 18, Yogyakarta, open daily from 10 am to 8 pm. Online you can order at any hour; people answer from 8 am to 9 pm.",
		id: "Toko kami di Jalan Tirtodipuran 18, Yogyakarta, buka setiap hari jam 10.00–20.00. Pesan online bisa kapan saja; tim kami membalas jam 08.00–21.00.",
	},
	thanks: {
		en: "You are welcome! I am here whenever you need me.",
		id: "Sama-sama, kak! Aku di sini kalau butuh apa-apa lagi.",
	},
};

/** How the shop names what a customer may have meant, on the buttons of a question back. */
export const titles: Readonly<Record<Intent, Words>> = {
	greeting: { en: "Just saying hello", id: "Cuma menyapa" },
	browse: { en: "See the clothes", id: "Lihat koleksi" },
	cart: { en: "My cart", id: "Keranjang saya" },
	shipping: { en: "Shipping", id: "Pengiriman" },
	payment: { en: "Payment", id: "Pembayaran" },
	sizes: { en: "Sizes", id: "Ukuran" },
	returns: { en: "Returns", id: "Retur & tukar" },
	hours: { en: "Opening hours", id: "Jam buka" },
	orderStatus: { en: "My order", id: "Pesanan saya" },
	thanks: { en: "Thanks", id: "Terima kasih" },
	complaint: { en: "Something is wrong", id: "Ada masalah" },
};

/** What the bot says around buttons, cart and orders. */
export const phrases = {
	browse: { en: "Here is what we have at the moment.", id: "Ini koleksi kami saat ini, kak." },
	addToCart: { en: "Add to cart", id: "Masukkan keranjang" },
	added: { en: "In your cart now:", id: "Sudah masuk keranjang:" },
	removed: { en: "Taken out of your cart:", id: "Dihapus dari keranjang:" },
	notThere: { en: "That is not in your cart any more.", id: "Barang itu sudah tidak ada di keranjang." },
	emptyCart: { en: "Your cart is empty.", id: "Keranjangmu masih kosong." },
	cart: { en: "Your cart", id: "Keranjangmu" },
	remove: { en: "Remove", id: "Hapus" },
	checkOut: { en: "Check out", id: "Checkout" },
	ordered: {
		en: "Thank you! Your order is in. You pay when it arrives:",
		id: "Terima kasih! Pesananmu sudah kami terima. Bayar saat barang sampai:",
	},
	order: { en: "Order", id: "Pesanan" },
	packing: {
		en: "is being packed and leaves us by tomorrow.",
		id: "sedang dikemas dan dikirim paling lambat besok.",
	},
	sorry: {
		en: "I am sorry about that. That is one for a person: I am calling a colleague.",
		id: "Maaf ya, kak. Ini urusan manusia: aku panggilkan teman.",
	},
	noOrder: {
		en: "I find no order of yours yet. If you ordered elsewhere, ask for a person and they will look.",
		id: "Aku belum menemukan pesananmu. Kalau pesan lewat tempat lain, minta bicara dengan orang ya, nanti dicek.",
	},
} as const satisfies Readonly<Record<string, Words>>;

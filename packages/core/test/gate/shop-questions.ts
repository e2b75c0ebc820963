import type { Example } from "../../src/gate/embedded-recognizer.js";

/** What customers ask a small clothes shop, five ways for each intent, in Indonesian and English as they come. */
export const shopQuestions: readonly Example[] = label({
	"cash-on-delivery": [
		"Bisa bayar di tempat ga sis?",
		"bisa COD kak?",
		"terima cod gak",
		"bayar pas barang sampai boleh?",
		"mau cod dong",
	],
	shipping: [
		"ongkir ke bandung berapa",
		"berapa lama sampai surabaya",
		"pakai ekspedisi apa kak",
		"kirim hari ini bisa?",
		"how long does delivery take",
	],
	"order-status": [
		"pesanan saya sudah dikirim belum",
		"where is my order",
		"cek resi dong",
		"kok paket saya belum sampai",
		"status order saya gimana",
	],
	returns: [
		"mau retur barang",
		"barangnya rusak bisa tukar?",
		"can I return this",
		"salah ukuran, bisa ditukar ga",
		"how do i get a refund",
	],
	sizes: [
		"ada ukuran L?",
		"size chart nya dong",
		"ukuran 40 ready?",
		"do you have this in medium",
		"buat tinggi 165 pakai size apa",
	],
	stock: [
		"barang ini ready kak?",
		"masih ada stok?",
		"warna hitam ready ga",
		"is this still available",
		"kapan restock",
	],
	discount: [
		"ada promo ga",
		"bisa kurang harganya?",
		"kode voucher nya apa",
		"any discount for two pieces",
		"ada diskon ga sis",
	],
	greeting: ["halo", "hi", "selamat pagi kak", "assalamualaikum", "hello there"],
});

/** The same questions as other customers put them. */
export const otherWords: readonly Example[] = label({
	"cash-on-delivery": ["kak bisa bayar di tempat?", "bisa cod ga", "bayarnya di tempat boleh sis"],
	shipping: ["ongkir ke jakarta berapa ya", "bisa kirim hari ini ga", "how long is the delivery"],
	"order-status": ["pesanan saya belum sampai", "where's my order?", "paket saya sudah dikirim?"],
	returns: ["barang rusak mau tukar", "i want to return this", "mau refund"],
	sizes: ["ukuran M ada?", "size chart dong kak", "ready ukuran 41 ga"],
	stock: ["warna merah ready kak?", "stoknya masih ada?", "is it available"],
	discount: ["ada diskon?", "kode vouchernya apa ya"],
	greeting: ["halo kak", "pagi kak", "hello"],
});

/** What a shop has no answer to. */
export const unrelated: readonly string[] = [
	"what is the meaning of life",
	"tell me a joke",
	"who won the football match yesterday",
	"siapa presiden indonesia",
	"resep nasi goreng",
	"what's the capital of france",
	"my dog is sick",
	"translate hello to french",
	"apakah kamu punya pacar",
	"anjing saya sakit",
	"book a flight to tokyo",
	"kenapa langit biru",
	"asdf qwer zxcv",
	"今日の天気は",
];

/** Returns and shipping, in languages without spaces. */
export const spacelessQuestions: readonly Example[] = label({
	返品: [
		"返品したいです",
		"商品を返品できますか",
		"返品の方法を教えてください",
		"サイズが合わないので返品したい",
	],
	送料: ["送料はいくらですか", "東京までの送料を教えて", "送料無料になりますか", "海外への送料はいくら"],
	คืนสินค้า: ["อยากคืนสินค้า", "คืนของได้ไหมคะ", "ขอคืนเงินได้ไหม", "สินค้าชำรุดขอคืน"],
	ค่าส่ง: ["ค่าส่งเท่าไหร่", "ค่าจัดส่งไปเชียงใหม่เท่าไร", "ส่งฟรีไหมคะ", "ค่าส่งกี่บาทคะ"],
});

function label(questions: Readonly<Record<string, readonly string[]>>): readonly Example[] {
	return Object.entries(questions).flatMap(([intent, texts]) => texts.map((text) => ({ text, intent })));
}

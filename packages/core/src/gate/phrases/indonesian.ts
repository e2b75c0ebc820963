import type { Phrasebook } from "./phrasebook.js";

const real = "(?:asli|beneran|betulan|sungguhan|langsung|nyata)";
const anyone = "orang(?:nya)?|(?:agen|agent|mbak|mas)(?:nya)?";
const people = [
	`orang(?:nya)? ${real}`,
	`manusia(?:nya)?(?: ${real})?`,
	"cs(?: ?nya)?(?: (?:asli|manusia))?",
	"customer (?:service|care|support)(?:nya)?",
	"layanan pelanggan",
	"(?:admin|mimin|atmin|operator|petugas|staf|staff|karyawan|pegawai|penjual|seller|owner|manajer|manager|supervisor|tim support|tim cs|teknisi)(?: ?nya)?(?: (?:asli|manusia|beneran))?",
].join("|");

const want = "(?:mau|ingin|pengen|pengin|pingin|pgn|pengennya|maunya|minta|butuh|perlu|cari|nyari|mo|mw)";
const talk =
	"(?:ngomong|ngmg|ngomongnya|bicara|berbicara|bcr|ngobrol|chat|chatan|chattan|chatting|tanya|nanya|bertanya|konsultasi|konsul|komplain|diskusi|telpon|telepon|curhat)";
const to = "(?:sama|sma|sm|ama|dengan|dengn|dgn|dg|ke|kpd|kepada|pake|pakai)";
const connect =
	"(?:di)?(?:sambung|hubung|alih|arah|transfer|oper|konek|terus|fwd|forward|lempar|salur)(?:kan|in)?";

/** Indonesian, formal and as it is typed into a chat. */
export const indonesian: Phrasebook = {
	hints: [
		"orang|manusia|cs|customer|layanan|admin|mimin|atmin|operator|petugas|staf|karyawan|pegawai|penjual",
		"seller|owner|manajer|manager|supervisor|tim|agen|mbak|mas|teknisi|robot|chat ?bot|bot|mesin",
	],
	person: `(?:(?:seorang|salah satu|tim|bagian|pihak|si) )?(?:${people})`,
	anyone,
	talks: [
		`${talk}(?: (?:langsung|aja|saja|dulu))? ${to}(?: (?:langsung|aja))?`,
		`${connect}(?: (?:saya|aku|gue|gw|sy|ak|kami|langsung|dong|aja)){0,2} (?:ke|kpd|kepada|dengan|dgn|sama)`,
		"(?:dibantu|dibantuin|dilayani|dilayanin|dibales|dibalas|dijawab) (?:sama|oleh|ama)",
	],
	requests: [
		"(?:panggil|panggilkan|panggilin|dipanggilin|hubungi|menghubungi|kontak|hubungin|carikan|cariin|kasih|kasi)(?: (?:saya|aku))?",
		`${want}(?: (?:bantuan|dibantu|dibantuin|dilayani|dilayanin|dibales|dibalas|dijawab|jawaban|dihubungi|ditelpon))?(?: (?:sama|dari|oleh|ama|dr))?`,
		"(?:ganti|gantian) (?:sama|ke|dong)",
	],
	followers: [
		"dong|donk|dng|aja|saja|aj|ya|yah|yaa|y|dulu|deh|lah|nih|kak|ka|kakak|gan|agan|sis|sist|min|bro|om|pak|bu|mas|mbak|mba",
		"bisa|boleh|langsung|please|pls|plis|plz|tolong|sekarang|skrg|skr|segera|cepat|bukan|gak|ga|gk|g|ngga|nggak|kah|tidak|tdk",
		"tentang|soal|mengenai|untuk (?:bantu|bantuan|tanya|komplain)|buat (?:bantu|bantuan|tanya|komplain|nanya)|asli|beneran|atau|yang|yg|karena|krn|di sini|disini|gimana|caranya|mana|ada",
	],
	sentences: [
		`(?:ada|adakah|mana|manakah|mn)(?: (?:gak|ga|kah))? (?:${people}|${anyone})(?: (?:ga|gak|gk|g|nggak|ngga|kah|ya|yah|sih|nih|dong|di sini|disini|yang|yg|bisa|aktif|online|jaga|bantu|balas|bales|gan|kak|sis)){0,4}`,
		`(?:${people}|orangnya) (?:mana|ada)(?: (?:ga|gak|gk|nggak|sih|nih|ya|yah|dong|kak|gan|sis)){0,2}`,
		`(?:sama|ke|pake) (?:${people}|${anyone}) (?:aja|saja|langsung)(?: (?:dong|ya|kak|deh|lah)){0,2}`,
	],
	refusals: [
		`(?:ga|gak|gk|nggak|ngga|tidak|tdk|gamau|ogah|males|malas|jangan|bosan|capek|cape)(?: (?:mau|pengen|ingin))?(?: ${talk})?(?: (?:sama|dengan|dgn|dg|ke|sm|pakai|pake|dibales|dibalas|dijawab|dilayani)){0,2} (?:ro|chat ?)?(?:bot|mesin)`,
		"bukan (?:sama |dengan |dgn )?(?:ro|chat ?)?bot (?:dong|donk|please|plis|ya)",
	],
	negations: [
		"(?:ga|gak|gk|nggak|ngga|enggak|tidak|tdk|jangan|jgn|gausah|gamau|belum|blm|tak)(?: (?:usah|perlu|mau|ingin|pengen|butuh|harus|suka|minta|jadi)){0,2}",
		"(?:disuruh|diminta|sudah|udah|udh|sdh|habis|abis|dia|mereka|tadi)",
	],
	fillers: [
		"dong|donk|dng|please|pls|plis|plz|tolong|ya|yah|kak|ka|gan|sis|sist|min|aja|saja|sekarang|langsung|mau|minta|butuh|mana|nya|bang|bos|pak|bu|mas|mbak",
	],
};

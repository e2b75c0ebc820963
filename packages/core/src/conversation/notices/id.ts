import type { NoticeTexts } from "./texts.js";

/** Indonesian. */
export const id: NoticeTexts = {
	pleaseWait: "Mohon tunggu sebentar ya, kami sedang mencarikan rekan kami yang bisa membantu.",
	stillWaiting: "Terima kasih sudah menunggu. Kami masih mencarikan rekan kami yang sedang luang.",
	nobodyFree:
		"Mohon maaf, saat ini belum ada rekan kami yang bisa membantu. Silakan tinggalkan pesan di sini untuk tim kami: pesan Kakak akan dibaca paling dulu.",
	closedUntil:
		"Mohon maaf, saat ini tidak ada rekan kami di tempat. Tim kami kembali pada {time}. Silakan tinggalkan pesan di sini: pesan Kakak akan dibaca paling dulu.",
	writeMessage: "Silakan tulis pesannya sekarang. Tim kami akan membacanya paling dulu.",
	messageLeft:
		"Terima kasih, pesan Kakak sudah menunggu tim kami di urutan pertama. Sementara itu Kakak berbicara dengan asisten kami.",
	leaveMessage: "Tinggalkan pesan",
	noMessage: "Tidak, terima kasih",
	inLine: "Terima kasih sudah menunggu.",
	place: "Kakak berada di urutan ke-{place}.",
	placeAndWait: "Kakak berada di urutan ke-{place}. Kira-kira {wait} lagi.",
	requestCancelled: "Baik, kami berhenti mencarikan rekan kami. Kakak kembali berbicara dengan asisten kami.",
	humanGone:
		"Mohon maaf, percakapan dengan rekan kami terputus. Kakak kembali berbicara dengan asisten kami.",
	humanIdle:
		"Mohon maaf, rekan kami belum membalas cukup lama. Kakak kembali berbicara dengan asisten kami: beri tahu kami kalau masih perlu bantuan rekan kami.",
	invalidButton: "Tombol ini sudah tidak berlaku. Silakan tuliskan apa yang Kakak perlukan.",
	clarify: "Apakah maksud Kakak salah satu dari ini?",
	noneOfThese: "Bukan semuanya",
	rating: "Bagaimana percakapan ini? Silakan pilih dari 1 (buruk) sampai 5 (sangat baik).",
	ratingThanks: "Terima kasih atas penilaian Kakak.",
	joined: "{name} telah bergabung dalam percakapan.",
	left: "{name} telah meninggalkan percakapan.",
	somebody: "Rekan kami",
};

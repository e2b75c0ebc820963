import type { CannedReplies } from "@baton/agent-bridge";

/** What the people of the shop write often. */
export const cannedReplies: CannedReplies = [
	{ title: "Hello", locale: "en", text: "Hi {{user.name}}, {{agent.name}} here. How can I help?" },
	{ title: "Halo", locale: "id", text: "Halo kak {{user.name}}, aku {{agent.name}}. Ada yang bisa dibantu?" },
	{
		title: "Order is on its way",
		locale: "en",
		text: "Your order {{order}} has left us and arrives {{day}}.",
	},
	{
		title: "Pesanan dikirim",
		locale: "id",
		text: "Pesanan {{pesanan}} sudah kami kirim, kira-kira sampai {{hari}} ya kak.",
	},
	{
		title: "Opening hours",
		locale: "en",
		text: "We are open daily from 10 am to 8 pm, at Jalan Tirtodipuran 18 in Yogyakarta.",
	},
	{
		title: "Goodbye",
		locale: "en",
		text: "You are welcome! {{bot.name}} goes on from here. Have a nice day.",
	},
];

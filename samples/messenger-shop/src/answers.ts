/** What the bot says to what it recognizes. */
export const answers = {
	greeting:
		"Hello! I am Bot Toko, the shop's robot. Ask me about our clothes, shipping, payment or returns. For everything else I call a person.",
	shipping:
		"We ship from Yogyakarta: Java 2 to 3 days, other islands 3 to 6. Shipping is free from Rp 400.000.",
	payment: "You can pay cash on delivery, by QRIS, bank transfer, GoPay, OVO, or by card.",
	returns:
		"You have 14 days to return or exchange anything unworn with its tag. Exchanging the size is free.",
	hours:
		"The shop at Jalan Tirtodipuran 18 is open daily from 10 am to 8 pm. People answer here from 8 am to 9 pm.",
	thanks: "You are welcome!",
} as const;

export type Question = keyof typeof answers;
export type Intent = Question | "browse";

/** On the buttons of a question back: 20 characters is what Messenger shows. */
export const titles: Readonly<Record<Intent, string>> = {
	browse: "See the clothes",
	greeting: "Just saying hello",
	shipping: "Shipping",
	payment: "Payment",
	returns: "Returns",
	hours: "Opening hours",
	thanks: "Thanks",
};

/** What the recognizer learns from. */
export const utterances: Readonly<Record<Intent, readonly string[]>> = {
	browse: [
		"What do you have?",
		"Show me your clothes",
		"I am looking for a dress",
		"Do you have new arrivals",
		"Can I see the collection",
		"What do you sell",
		"show me shirts please",
		"I want to buy something",
	],
	greeting: ["Hi", "Hello", "Good morning", "Hey there", "Good evening", "Hello, is this the shop?"],
	shipping: [
		"How long does shipping take?",
		"What does delivery cost",
		"Do you ship to Bali",
		"When will it arrive",
		"Is shipping free",
		"How fast do you deliver",
		"delivery time please",
	],
	payment: [
		"How can I pay?",
		"Do you take credit cards",
		"Can I pay cash on delivery",
		"Is bank transfer possible",
		"Can I pay when it arrives",
		"do you accept GoPay",
	],
	returns: [
		"Can I return it?",
		"It does not fit, can I exchange it",
		"What is your return policy",
		"I want my money back",
		"How do I send it back",
		"exchange the size please",
	],
	hours: [
		"When are you open?",
		"Where is your shop",
		"What are your opening hours",
		"Are you open on Sunday",
		"What time do you close",
		"address of the store",
	],
	thanks: ["Thanks", "Thank you so much", "Great, thank you", "ok thanks", "perfect, thanks a lot"],
};

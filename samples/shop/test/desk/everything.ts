import type { Activity, Postback } from "@baton/core";

const card = "application/vnd.microsoft.card";

/** One line of each kind that users and bots send. */
export const everythingThatCanBeSaid: readonly (Partial<Activity> & { readonly postback?: Postback })[] = [
	{ text: "See https://shop.example.com/a, or this" },
	{
		attachments: [
			{ contentType: "image/png", contentUrl: "https://shop.example.com/a.png", name: "My parcel" },
			{ contentType: "audio/mpeg", contentUrl: "https://shop.example.com/a.mp3" },
			{ contentType: "video/mp4", contentUrl: "https://shop.example.com/a.mp4", name: "How it fell" },
			{ contentType: "application/pdf", contentUrl: "https://shop.example.com/bill.pdf", name: "bill.pdf" },
			{ contentType: "application/x-odd", name: "Something odd" },
		],
	},
	{
		attachments: ["Shirt", "Dress", "Scarf"].map((title) => ({
			contentType: `${card}.hero`,
			content: {
				title,
				subtitle: "Rp 100.000",
				buttons: [{ type: "openUrl", title: "Look", value: "https://a.example.com" }],
			},
		})),
		suggestedActions: {
			actions: [
				{ type: "postBack", title: "Yes" },
				{ type: "postBack", title: "No" },
			],
		},
	},
	{
		attachments: [
			{
				contentType: `${card}.receipt`,
				content: { title: "Order 17", items: [{ title: "Shirt", price: "Rp 100.000" }], total: "Rp 100.000" },
			},
		],
	},
	{
		attachments: [
			{
				contentType: `${card}.adaptive`,
				content: {
					body: [
						{ type: "TextBlock", text: "On its way" },
						{ type: "FactSet", facts: [{ title: "Rider", value: "Joko" }] },
					],
				},
			},
		],
	},
	{
		entities: [
			{ type: "Place", name: "Home", geo: { type: "GeoCoordinates", latitude: -7.8, longitude: 110.4 } },
		],
	},
	{ text: "Add to cart", postback: { type: "ADD_TO_CART", payload: { product: "batik-shirt" } } },
];

/** The languages that the shop speaks. */
export type Language = "en" | "id";

/** A text in each language. */
export type Words = Readonly<Record<Language, string>>;

export interface Product {
	readonly id: string;
	readonly name: Words;
	readonly about: Words;
	/** Rupiah. */
	readonly price: number;
	readonly sizes: readonly string[];
	readonly isNew?: boolean;
}

export const catalogue: readonly Product[] = [
	{
		id: "batik-shirt",
		name: { en: "Parang batik shirt", id: "Kemeja batik parang" },
		about: { en: "Hand-stamped cotton, relaxed cut", id: "Katun cap tangan, potongan santai" },
		price: 289_000,
		sizes: ["S", "M", "L", "XL"],
		isNew: true,
	},
	{
		id: "sunset-dress",
		name: { en: "Senja dress", id: "Gaun Senja" },
		about: { en: "Flowing midi dress with a tie waist", id: "Gaun midi mengalir dengan tali pinggang" },
		price: 349_000,
		sizes: ["S", "M", "L"],
		isNew: true,
	},
	{
		id: "linen-shirt",
		name: { en: "Linen shirt", id: "Kemeja linen" },
		about: { en: "Washed linen, cool all day", id: "Linen cuci, adem seharian" },
		price: 259_000,
		sizes: ["S", "M", "L", "XL"],
	},
	{
		id: "wide-trousers",
		name: { en: "Wide trousers", id: "Celana kulot" },
		about: { en: "High waist, soft pleats, pockets", id: "Pinggang tinggi, lipit lembut, ada saku" },
		price: 229_000,
		sizes: ["S", "M", "L", "XL"],
	},
	{
		id: "canvas-sneakers",
		name: { en: "Canvas sneakers", id: "Sneakers kanvas" },
		about: { en: "Light canvas on a natural rubber sole", id: "Kanvas ringan, sol karet alam" },
		price: 319_000,
		sizes: ["37", "38", "39", "40", "41", "42"],
	},
	{
		id: "rattan-bag",
		name: { en: "Rattan bag", id: "Tas rotan" },
		about: { en: "Woven by hand in Lombok, lined", id: "Anyaman tangan dari Lombok, berfuring" },
		price: 199_000,
		sizes: [],
	},
	{
		id: "kebaya-top",
		name: { en: "Kebaya top", id: "Atasan kebaya" },
		about: { en: "Modern kebaya with a scalloped edge", id: "Kebaya modern bertepi lengkung" },
		price: 279_000,
		sizes: ["S", "M", "L"],
		isNew: true,
	},
	{
		id: "woven-scarf",
		name: { en: "Woven scarf", id: "Selendang tenun" },
		about: { en: "Ikat weave from Sumba, long and light", id: "Tenun ikat Sumba, panjang dan ringan" },
		price: 149_000,
		sizes: [],
	},
];

export function findProduct(id: string): Product | undefined {
	return catalogue.find((product) => product.id === id);
}

/** The path of a product's picture below the shop's address. */
export function picturePath(product: Pick<Product, "id">): string {
	return `/pictures/${product.id}.svg`;
}

/** `Rp 289.000`, as prices are written in Indonesia. */
export function rupiah(amount: number): string {
	return `Rp ${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".")}`;
}

/** The shop's language for a locale: Indonesian for `id` and its variants, English for all others. */
export function languageOf(locale: string | undefined): Language {
	return locale?.toLowerCase().split(/[-_]/)[0] === "id" ? "id" : "en";
}

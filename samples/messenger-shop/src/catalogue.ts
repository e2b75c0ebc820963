export interface Product {
	readonly id: string;
	readonly name: string;
	readonly about: string;
	/** Rupiah. */
	readonly price: number;
}

export const catalogue: readonly Product[] = [
	{ id: "batik-shirt", name: "Parang batik shirt", about: "Hand-stamped cotton", price: 289_000 },
	{ id: "sunset-dress", name: "Senja dress", about: "Flowing midi with a tie waist", price: 349_000 },
	{ id: "canvas-sneakers", name: "Canvas sneakers", about: "Natural rubber sole", price: 319_000 },
	{ id: "rattan-bag", name: "Rattan bag", about: "Woven by hand in Lombok", price: 199_000 },
	{ id: "woven-scarf", name: "Woven scarf", about: "Ikat from Sumba", price: 149_000 },
];

export function findProduct(id: string): Product | undefined {
	return catalogue.find((product) => product.id === id);
}

/** `Rp 289.000`, as prices are written in Indonesia. */
export function rupiah(amount: number): string {
	return `Rp ${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".")}`;
}

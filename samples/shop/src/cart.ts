import { open } from "lmdb";
import { findProduct } from "./catalogue.js";

/** One piece in a customer's cart. */
export interface CartItem {
	/** The id of the message that put it there: putting it there again changes nothing. */
	readonly id: string;
	/** The product's id. */
	readonly product: string;
}

/** What a customer has ordered. */
interface Order {
	readonly number: string;
	/** The id of the message that ordered it: ordering it again changes nothing. */
	readonly id: string;
	readonly items: readonly CartItem[];
	/** Rupiah. */
	readonly total: number;
}

/** The carts and orders of all customers, kept on disk. */
export interface Carts {
	items(customer: string): readonly CartItem[];
	add(customer: string, item: CartItem): Promise<void>;
	/** The item that was taken out, or nothing if it was not there. */
	remove(customer: string, id: string): Promise<CartItem | undefined>;
	/** Orders what is in the cart, or nothing if it is empty. */
	checkOut(customer: string, id: string): Promise<Order | undefined>;
	lastOrder(customer: string): Order | undefined;
	/** Hears whose cart has changed. Returns what ends it. */
	onChange(listener: (customer: string) => void): () => void;
	close(): Promise<void>;
}

interface Kept {
	readonly items: readonly CartItem[];
	readonly orders: readonly Order[];
}

const nothing: Kept = { items: [], orders: [] };

/** @param path the folder of its database */
export function openCarts(path: string): Carts {
	const database = open<Kept, string>({ path });
	const listeners = new Set<(customer: string) => void>();
	const read = (customer: string) => database.get(customer) ?? nothing;

	async function write(customer: string, kept: Kept): Promise<void> {
		await database.put(customer, kept);
		for (const listener of listeners) listener(customer);
	}

	return {
		items: (customer) => read(customer).items,
		lastOrder: (customer) => read(customer).orders.at(-1),
		async add(customer, item) {
			const kept = read(customer);
			if (kept.items.some(({ id }) => id === item.id)) return;
			await write(customer, { ...kept, items: [...kept.items, item] });
		},
		async remove(customer, id) {
			const kept = read(customer);
			const found = kept.items.find((item) => item.id === id);
			if (found !== undefined) {
				await write(customer, { ...kept, items: kept.items.filter((item) => item !== found) });
			}
			return found;
		},
		async checkOut(customer, id) {
			const { items, orders } = read(customer);
			const known = orders.find((order) => order.id === id);
			if (known !== undefined || items.length === 0) return known;
			const order = { id, items, number: numberFor(id), total: totalOf(items) };
			await write(customer, { items: [], orders: [...orders, order] });
			return order;
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		close: () => database.close(),
	};
}

/** Rupiah. */
export function totalOf(items: readonly CartItem[]): number {
	return items.reduce((sum, { product }) => sum + (findProduct(product)?.price ?? 0), 0);
}

/** Short enough to be read out on the phone. */
function numberFor(id: string): string {
	const digits = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90_000, 7);
	return `TS-${10_000 + digits}`;
}

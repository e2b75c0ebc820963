import { useEffect, useRef } from "preact/hooks";
import type { CartItem } from "../cart.js";
import { findProduct, picturePath, rupiah } from "../catalogue.js";
import { CloseIcon } from "./icons.js";
import { useWords } from "./words.js";

interface CartPanelProps {
	readonly items: readonly CartItem[];
	readonly onRemove: (item: CartItem) => void;
	readonly onCheckOut: () => void;
	readonly onClose: () => void;
}

export function CartPanel({ items, onRemove, onCheckOut, onClose }: CartPanelProps) {
	const { say } = useWords();
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => dialog.current?.showModal(), []);
	// The button that took a piece out is gone with it.
	useEffect(() => {
		if (document.activeElement === document.body) dialog.current?.querySelector("button")?.focus();
	}, [items.length]);
	const total = items.reduce((sum, { product }) => sum + (findProduct(product)?.price ?? 0), 0);
	return (
		<dialog class="cart" ref={dialog} onClose={onClose} aria-labelledby="cart-title">
			<header>
				<h2 id="cart-title">{say("cart")}</h2>
				<button type="button" class="plain" onClick={onClose} aria-label={say("close")}>
					<CloseIcon />
				</button>
			</header>
			{items.length === 0 && <p class="empty">{say("emptyCart")}</p>}
			<ul>
				{items.map((item) => (
					<CartLine key={item.id} item={item} onRemove={onRemove} />
				))}
			</ul>
			{items.length > 0 && (
				<footer>
					<p>
						<span>{say("total")}</span> <strong>{rupiah(total)}</strong>
					</p>
					<button type="button" class="primary" onClick={onCheckOut}>
						{say("checkOut")}
					</button>
				</footer>
			)}
		</dialog>
	);
}

function CartLine({ item, onRemove }: Pick<CartPanelProps, "onRemove"> & { readonly item: CartItem }) {
	const { language, say } = useWords();
	const product = findProduct(item.product);
	if (product === undefined) return null;
	return (
		<li>
			<img src={picturePath(product)} alt="" width="60" height="66" />
			<div>
				<h3>{product.name[language]}</h3>
				<p>{rupiah(product.price)}</p>
			</div>
			<button
				type="button"
				class="plain"
				onClick={() => onRemove(item)}
				aria-label={`${say("remove")}: ${product.name[language]}`}
			>
				<CloseIcon />
			</button>
		</li>
	);
}

import { catalogue, type Product, picturePath, rupiah } from "../catalogue.js";
import { useWords } from "./words.js";

interface StoreFrontProps {
	readonly onAdd: (product: Product) => void;
}

/** The shop beside the chat. */
export function StoreFront({ onAdd }: StoreFrontProps) {
	const { say } = useWords();
	return (
		<main class="store" aria-label={say("shop")}>
			<section class="hero">
				<div>
					<h2>{say("season")}</h2>
					<p>{say("seasonAbout")}</p>
					<ul>
						<li>{say("freeShipping")}</li>
						<li>{say("exchange")}</li>
						<li>{say("payAtDoor")}</li>
					</ul>
				</div>
				<img src="/hero.svg" alt="" />
			</section>
			<h2 class="shelf-title">{say("products")}</h2>
			<ul class="shelf">
				{catalogue.map((product) => (
					<li key={product.id}>
						<ProductCard product={product} onAdd={onAdd} />
					</li>
				))}
			</ul>
		</main>
	);
}

function ProductCard({ product, onAdd }: StoreFrontProps & { readonly product: Product }) {
	const { language, say } = useWords();
	const { about, isNew, name, price, sizes } = product;
	return (
		<article class="product">
			<div class="picture">
				<img src={picturePath(product)} alt="" width="400" height="440" />
				{isNew === true && <span class="new">{say("isNew")}</span>}
			</div>
			<h3>{name[language]}</h3>
			<p class="about">{about[language]}</p>
			<p class="sizes">{sizes.length > 0 ? sizes.join(" · ") : "\u00a0"}</p>
			<div class="buy">
				<strong>{rupiah(price)}</strong>
				<button type="button" onClick={() => onAdd(product)} aria-label={`${say("add")}: ${name[language]}`}>
					+
				</button>
			</div>
		</article>
	);
}

import type { Language } from "../catalogue.js";
import { CartIcon } from "./icons.js";
import { useWords } from "./words.js";

interface TopBarProps {
	readonly count: number;
	readonly onCart: () => void;
	readonly onLanguage: (language: Language) => void;
}

export function TopBar({ count, onCart, onLanguage }: TopBarProps) {
	const { say } = useWords();
	return (
		<header class="top">
			<a class="skip" href="#message">
				{say("skip")}
			</a>
			<img class="logo" src="/logo.svg" alt="" width="44" height="44" />
			<div class="brand">
				<h1>Toko Senja</h1>
				<p>{say("tagline")}</p>
			</div>
			<LanguageSwitch onLanguage={onLanguage} />
			<button class="cart-button" type="button" onClick={onCart} aria-label={`${say("cart")}: ${count}`}>
				<CartIcon />
				{count > 0 && <span class="count">{count}</span>}
			</button>
		</header>
	);
}

function LanguageSwitch({ onLanguage }: Pick<TopBarProps, "onLanguage">) {
	const { language, say } = useWords();
	return (
		<fieldset class="switch">
			<legend class="hidden">{say("language")}</legend>
			{(["en", "id"] as const).map((choice) => (
				<label key={choice}>
					<input
						type="radio"
						name="language"
						value={choice}
						checked={language === choice}
						onChange={() => onLanguage(choice)}
					/>
					<span>{choice.toUpperCase()}</span>
				</label>
			))}
		</fieldset>
	);
}

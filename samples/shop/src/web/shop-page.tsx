import { useState } from "preact/hooks";
import type { CartItem } from "../cart.js";
import type { Product } from "../catalogue.js";
import { findProduct } from "../catalogue.js";
import { CartPanel } from "./cart-panel.js";
import { ChatPanel } from "./chat-panel.js";
import { postbackValue } from "./postback-value.js";
import { StoreFront } from "./store-front.js";
import { Tabs, type View } from "./tabs.js";
import { TopBar } from "./top-bar.js";
import { useChat } from "./use-chat.js";
import { useIsWide } from "./use-is-wide.js";
import { useLanguage } from "./use-language.js";
import { LanguageContext, useWords } from "./words.js";

export function ShopPage() {
	const [language, setLanguage] = useLanguage();
	return (
		<LanguageContext.Provider value={language}>
			<Page onLanguage={setLanguage} />
		</LanguageContext.Provider>
	);
}

function Page({ onLanguage }: { readonly onLanguage: ReturnType<typeof useLanguage>[1] }) {
	const { language, say } = useWords();
	const { state, actions } = useChat(language);
	const [view, setView] = useState<View>("chat");
	const [isCartOpen, openCart] = useState(false);
	const isWide = useIsWide();

	const nameOf = (id: string) => findProduct(id)?.name[language] ?? id;
	const add = ({ id }: Product) =>
		actions.press(`${say("addOne")} ${nameOf(id)}`, postbackValue("ADD_TO_CART", { product: id }));
	const remove = ({ id, product }: CartItem) =>
		actions.press(`${say("removeOne")} ${nameOf(product)}`, postbackValue("DELETE_CART_ITEM", { item: id }));
	function checkOut(): void {
		openCart(false);
		setView("chat");
		actions.press(say("checkOut"), postbackValue("CHECKOUT", {}));
	}

	return (
		<div class="page" data-view={view}>
			<TopBar count={state.cart.length} onCart={() => openCart(true)} onLanguage={onLanguage} />
			<StoreFront onAdd={add} />
			<ChatPanel state={state} actions={actions} isShown={isWide || view === "chat"} />
			<Tabs view={view} lines={state.lines} onView={setView} />
			{isCartOpen && (
				<CartPanel
					items={state.cart}
					onRemove={remove}
					onCheckOut={checkOut}
					onClose={() => openCart(false)}
				/>
			)}
		</div>
	);
}

import type { Delivery, DeliveryState } from "../model/delivery.js";
import { useWords } from "../words/words.js";
import { Icon, type IconName } from "./icon.js";

const icons = {
	pending: "clock",
	begun: "clock",
	sent: "check",
	delivered: "checks",
	read: "checks",
	failed: "warning",
	unknown: "warning",
	withdrawn: "undo",
} as const satisfies Record<DeliveryState, IconName>;

/** How it went with something that was sent. */
export function DeliveryMark({ delivery: { state, error } }: { readonly delivery: Delivery }) {
	const { delivery } = useWords();
	return (
		<span class={`delivery delivery-${state}`} title={error}>
			<Icon name={icons[state]} />
			{delivery[state]}
		</span>
	);
}

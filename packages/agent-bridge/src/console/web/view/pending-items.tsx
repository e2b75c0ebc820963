import type { Pending } from "../model/talk.js";
import { useWords } from "../words/words.js";
import { Badge } from "./badge.js";
import { useProfiles } from "./desk-context.js";
import { Icon } from "./icon.js";

/** What was said here and is on its way into the log. */
export function PendingItems({ pending }: { readonly pending: readonly Pending[] }) {
	const { delivery } = useWords();
	const { me } = useProfiles();
	return (
		<>
			{pending.map(({ commandId, text }, index) => (
				<li
					key={commandId}
					class={`said said-human said-mine said-pending ${index === 0 ? "said-first" : ""} said-last`}
				>
					<span class="said-picture" />
					<div class="said-body">
						<p class={index === 0 ? "said-by" : "said-by unseen"}>
							<span>{me?.person?.displayName}</span>
							<Badge voice="human" />
						</p>
						<p class="bubble">{text}</p>
						<p class="said-foot">
							<span class="delivery delivery-pending">
								<Icon name="clock" />
								{delivery.sending}
							</span>
						</p>
					</div>
				</li>
			))}
		</>
	);
}

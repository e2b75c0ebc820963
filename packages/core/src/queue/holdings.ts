import type { AppId } from "../control/control.js";
import { holderOf } from "../control/control.js";
import type { PersonId } from "../control/representative.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Store } from "../conversation/store.js";

/** How many conversations the app holds besides this one; of a person, where control is personal. */
export async function countHeld(
	store: Store,
	app: AppId,
	{
		person,
		except,
	}: { readonly person: PersonId | undefined; readonly except?: ConversationKey | undefined },
): Promise<number> {
	const others = (await store.readHeldBy(app)).filter(({ key }) => key !== except);
	if (person === undefined) return others.length;
	const holders = await Promise.all(
		others.map(async ({ key }) => {
			const { conversation } = await store.load(key);
			return conversation && holderOf(conversation.control);
		}),
	);
	return holders.filter((holder) => holder?.app === app && holder.person === person).length;
}

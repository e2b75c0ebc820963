import type { Alert } from "../model/desk-state.js";
import type { Load } from "../model/load.js";
import type { Words } from "../words/en.js";
import { appName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Icon } from "./icon.js";
import { IconButton } from "./icon-button.js";

/** What was refused, in plain words. Stays until somebody has read it. */
export function Alerts() {
	const words = useWords();
	const desk = useDesk();
	const { alerts, texts } = useDeskState();
	return (
		<div class="alerts" role="alert">
			{alerts.map((alert) => (
				<div key={alert.id} class="alert">
					<Icon name="warning" />
					<p>
						<AlertText alert={alert} words={words} />
						{alert.conversationId !== undefined && texts.get(alert.conversationId)?.text && (
							<span> {words.alertKept}</span>
						)}
					</p>
					<IconButton icon="close" label={words.desk.dismiss} onClick={() => desk.dismiss(alert.id)} />
				</div>
			))}
		</div>
	);
}

function AlertText({ alert, words }: { readonly alert: Alert; readonly words: Words }) {
	const state = useDeskState();
	const all: Readonly<Record<string, (name: string, load: Load | undefined) => string>> = words.alerts;
	const known = Object.hasOwn(all, alert.code) ? all[alert.code] : undefined;
	if (known === undefined) return <>{alert.message}</>;
	const { holder, conversationId } = alert;
	const person = conversationId === undefined ? undefined : state.talks.get(conversationId)?.snapshot.person;
	const isHere = person !== undefined && holder?.personId === person.id;
	const name =
		holder === undefined ? words.theBot : isHere ? person.displayName : appName(holder.appId, state);
	return <>{known(name, alert.load)}</>;
}

import { type Language, languages, useLanguage, useWords } from "../words/words.js";
import { Dialog } from "./dialog.js";
import { usePage } from "./page.js";

const groups = {
	queue: [
		["next", ["J", "↓"]],
		["previous", ["K", "↑"]],
		["urgent", ["G"]],
		["takeNext", ["A"]],
		["filter", ["1", "–", "5"]],
		["search", ["/"]],
	],
	conversation: [
		["compose", ["↵", "I"]],
		["send", ["↵"]],
		["newline", ["⇧ ↵"]],
		["note", ["N"]],
		["take", ["T"]],
		["release", ["R"]],
		["handOver", ["H"]],
		["watch", ["W"]],
		["close", ["X"]],
		["askRating", ["S"]],
		["replies", ["/"]],
	],
	draft: [
		["sendDraft", ["Ctrl ↵"]],
		["correct", ["E"]],
		["discard", ["D"]],
		["meant", ["U"]],
	],
	page: [
		["leave", ["Esc"]],
		["details", ["."]],
		["quiet", ["Q"]],
		["theme", ["M"]],
		["help", ["?"]],
	],
} as const;

const groupNames = ["queue", "conversation", "draft", "page"] as const;

/** Every key that does something. */
export function HelpDialog() {
	const { help } = useWords();
	const { open, allowsLetters, toggleLetters } = usePage();
	return (
		<Dialog title={help.title} look="wide" onClose={() => open(undefined)}>
			<div class="keys">
				{groupNames.map((group) => (
					<section key={group}>
						<h3>{help.groups[group]}</h3>
						<dl>
							{groups[group].map(([name, keys]) => (
								<div key={name} class="key-line">
									<dt>{help[name]}</dt>
									<dd>
										{keys.map((key) => (
											<kbd key={key}>{key}</kbd>
										))}
									</dd>
								</div>
							))}
						</dl>
					</section>
				))}
			</div>
			<LanguageChoice />
			<label class="switch">
				<input type="checkbox" checked={allowsLetters} onChange={toggleLetters} />
				<span>
					{help.single}
					<small>{help.singleHint}</small>
				</span>
			</label>
		</Dialog>
	);
}

/** Each language by its own name. */
function LanguageChoice() {
	const { help } = useWords();
	const { language, choose } = useLanguage();
	return (
		<label class="switch language">
			{help.language}
			<select value={language} onChange={({ currentTarget }) => choose(currentTarget.value as Language)}>
				{Object.keys(languages).map((tag) => (
					<option key={tag} value={tag} lang={tag}>
						{new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag}
					</option>
				))}
			</select>
		</label>
	);
}

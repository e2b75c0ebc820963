import { noticePermission } from "../wire/browser-notice.js";
import { useWords } from "../words/words.js";
import { Dialog } from "./dialog.js";
import { usePage } from "./page.js";

/** How this browser makes itself heard. */
export function NoticesDialog() {
	const { notices: words } = useWords();
	const { open, notices } = usePage();
	const permission = noticePermission();
	const isBlocked = permission === "denied" || permission === "missing";
	return (
		<Dialog title={words.title} onClose={() => open(undefined)}>
			<Switch
				isOn={notices.sound}
				onToggle={notices.toggleSound}
				label={words.sound}
				hint={words.soundHint}
			/>
			<Switch
				isOn={notices.browser && !isBlocked}
				isDisabled={isBlocked}
				onToggle={notices.toggleBrowser}
				label={words.browser}
				hint={isBlocked ? words.blocked : words.browserHint}
			/>
			<Switch
				isOn={notices.quiet}
				onToggle={notices.toggleQuiet}
				label={words.quiet}
				hint={words.quietHint}
			/>
		</Dialog>
	);
}

interface SwitchProps {
	readonly isOn: boolean;
	readonly isDisabled?: boolean;
	readonly onToggle: () => void;
	readonly label: string;
	readonly hint: string;
}

function Switch({ isOn, isDisabled = false, onToggle, label, hint }: SwitchProps) {
	return (
		<label class="switch">
			<input type="checkbox" checked={isOn} disabled={isDisabled} onChange={onToggle} />
			<span>
				{label}
				<small>{hint}</small>
			</span>
		</label>
	);
}

import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { Badge } from "./badge.js";
import { useProfiles } from "./desk-context.js";
import { IconButton } from "./icon-button.js";
import { usePage } from "./page.js";

/** Who works here, and how the page looks. */
export function QueueFooter() {
	const words = useWords();
	const { me, apps } = useProfiles();
	const page = usePage();
	const isDark = page.theme === "dark";
	return (
		<footer class="queue-footer">
			{me?.person !== undefined && (
				<div class="me">
					<Avatar name={me.person.displayName} picture={me.person.avatarImage} voice="human" />
					<span class="me-names">
						<span class="me-name">
							{me.person.displayName} <Badge voice="human" />
						</span>
						<span class="me-app">{apps.get(me.appId)?.displayName ?? me.appId}</span>
					</span>
				</div>
			)}
			<IconButton
				icon={page.notices.quiet ? "bell-off" : "bell"}
				label={words.notices.open}
				onClick={() => page.open("notices")}
			/>
			<IconButton
				icon={isDark ? "sun" : "moon"}
				label={isDark ? words.theme.toLight : words.theme.toDark}
				onClick={page.toggleTheme}
			/>
			<IconButton icon="keys" label={words.help.open} hint="?" onClick={() => page.open("help")} />
		</footer>
	);
}

/** Whether the browser shows notices of this page: `missing` where it cannot. */
export type NoticePermission = NotificationPermission | "missing";

export function noticePermission(): NoticePermission {
	return "Notification" in globalThis ? Notification.permission : "missing";
}

export async function askForNotices(): Promise<NoticePermission> {
	return noticePermission() === "missing" ? "missing" : Notification.requestPermission();
}

interface Notice {
	readonly title: string;
	readonly text: string;
	/** A later one with the same tag takes its place. */
	readonly tag: string;
	readonly onClick: () => void;
}

/** Shows a notice of the browser. Never what was said: it may be seen by whoever passes the screen. */
export function showNotice({ title, text, tag, onClick }: Notice): void {
	if (noticePermission() !== "granted") return;
	try {
		const notice = new Notification(title, { body: text, tag, silent: true });
		notice.onclick = () => {
			notice.close();
			globalThis.focus();
			onClick();
		};
	} catch {
		// Some phones allow notices from service workers only.
	}
}

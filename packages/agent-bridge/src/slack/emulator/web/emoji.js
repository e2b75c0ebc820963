/** The emoji that the page knows by name. Others are shown as their names. */
const emoji = new Map(
	Object.entries({
		...{ "+1": "👍", thumbsup: "👍", "-1": "👎", wave: "👋", eyes: "👀", heart: "❤️", tada: "🎉" },
		...{ smile: "😄", slightly_smiling_face: "🙂", joy: "😂", cry: "😢", thinking_face: "🤔", fire: "🔥" },
		...{ white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", no_entry: "⛔", bulb: "💡" },
		...{ robot_face: "🤖", bust_in_silhouette: "👤", busts_in_silhouette: "👥", speech_balloon: "💬" },
		...{ raising_hand: "🙋", pray: "🙏", clap: "👏", rocket: "🚀", star: "⭐", lock: "🔒", unlock: "🔓" },
		...{ hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", bell: "🔔", no_bell: "🔕" },
		...{ pencil: "📝", memo: "📝", paperclip: "📎", link: "🔗", mag: "🔍", inbox_tray: "📥", hand: "✋" },
		...{ double_vertical_bar: "⏸️", pause_button: "⏸️", arrow_forward: "▶️", arrows_counterclockwise: "🔄" },
		...{ octagonal_sign: "🛑", red_circle: "🔴", large_green_circle: "🟢", point_right: "👉", zap: "⚡" },
	}),
);

/** Those that one reacts with. */
export const reactions = ["+1", "heart", "joy", "eyes", "white_check_mark", "tada"];

/** @param {string} name without colons */
export function emojiOf(name) {
	return emoji.get(name.split("::")[0] ?? name) ?? `:${name}:`;
}

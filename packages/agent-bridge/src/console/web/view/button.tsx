import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.js";

interface ButtonProps {
	readonly children: ComponentChildren;
	readonly look?: "primary" | "bot" | "plain" | "quiet" | "danger";
	readonly icon?: IconName;
	/** The key that does the same. */
	readonly hint?: string | undefined;
	readonly isDisabled?: boolean;
	readonly type?: "button" | "submit";
	readonly onClick?: () => void;
}

export function Button({
	children,
	look = "plain",
	icon,
	hint,
	isDisabled,
	type = "button",
	onClick,
}: ButtonProps) {
	return (
		<button
			type={type}
			class={`button button-${look}`}
			disabled={isDisabled}
			aria-keyshortcuts={hint?.replace("Ctrl ↵", "Control+Enter")}
			title={typeof children === "string" && hint !== undefined ? `${children} (${hint})` : undefined}
			onClick={onClick}
		>
			{icon !== undefined && <Icon name={icon} />}
			<span>{children}</span>
			{hint !== undefined && <kbd>{hint}</kbd>}
		</button>
	);
}

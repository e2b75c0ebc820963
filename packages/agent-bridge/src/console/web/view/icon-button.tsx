import { Icon, type IconName } from "./icon.js";

interface IconButtonProps {
	readonly icon: IconName;
	readonly label: string;
	/** The key that does the same. */
	readonly hint?: string;
	readonly class?: string;
	readonly isPressed?: boolean;
	readonly onClick: () => void;
}

/** A button that is only an icon to the eye. */
export function IconButton({ icon, label, hint, class: look = "", isPressed, onClick }: IconButtonProps) {
	return (
		<button
			type="button"
			class={`icon-button ${look}`}
			aria-label={label}
			aria-pressed={isPressed}
			aria-keyshortcuts={hint}
			title={hint === undefined ? label : `${label} (${hint})`}
			onClick={onClick}
		>
			<Icon name={icon} />
		</button>
	);
}

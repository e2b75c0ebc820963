import type { ComponentChildren } from "preact";

function Icon({ children }: { readonly children: ComponentChildren }) {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
			{children}
		</svg>
	);
}

export function BotIcon() {
	return (
		<Icon>
			<path d="M12 3v3M7 6h10a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM9 11v2M15 11v2M1 11v4M23 11v4" />
		</Icon>
	);
}

export function PersonIcon() {
	return (
		<Icon>
			<path d="M12 12a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM3.500 21c.800-4 4-6 8.500-6s7.700 2 8.500 6" />
		</Icon>
	);
}

export function CartIcon() {
	return (
		<Icon>
			<path d="M6 8h12l1 12a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1zM9 10V7a3 3 0 0 1 6 0v3" />
		</Icon>
	);
}

export function ShopIcon() {
	return (
		<Icon>
			<path d="M4 10v10h16V10M2.500 10 5 4h14l2.500 6a3 3 0 0 1-6 0 3.500 3.500 0 0 1-7 0 3 3 0 0 1-6 0zM10 20v-5h4v5" />
		</Icon>
	);
}

export function ChatIcon() {
	return (
		<Icon>
			<path d="M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9l-5 4V6a1 1 0 0 1 1-1M8 10h8M8 13h5" />
		</Icon>
	);
}

export function SendIcon() {
	return (
		<Icon>
			<path d="M4 12 20 4l-5 16-4-6zM11 14l9-10" />
		</Icon>
	);
}

export function CloseIcon() {
	return (
		<Icon>
			<path d="m6 6 12 12M18 6 6 18" />
		</Icon>
	);
}

export function DownIcon() {
	return (
		<Icon>
			<path d="m5 9 7 7 7-7" />
		</Icon>
	);
}

/** Strokes of 16 × 16 icons. */
const strokes = {
	back: "M10 3 5 8l5 5",
	search: "M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10Zm3.6-1.4L14 14",
	send: "M14 2 7.2 8.8M14 2 9.6 14l-2.4-5.2L2 6.4 14 2Z",
	hand: "M3 8h9M8.5 4 13 8l-4.5 4",
	release: "M6 3 2 7l4 4M2 7h7a4 4 0 0 1 4 4v2",
	close: "m4 4 8 8m0-8-8 8",
	check: "m3 8.5 3.2 3L13 4.5",
	checks: "m1.5 8.5 3 3L11 4.5M7.5 11l.5.5 6.5-7",
	clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-9v3.2l2 1.3",
	warning: "M8 2.5 14.5 13.5h-13L8 2.5Zm0 4v3m0 2v.1",
	undo: "M6 4 2.5 7.5 6 11M3 7.5h6.5a3.5 3.5 0 0 1 0 7H8",
	eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Zm6.5 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
	note: "M3 2.5h10v7L9.5 13.5H3v-11Zm10 7H9.5v4",
	moon: "M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z",
	sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-10v1.5m0 11V15M1 8h1.5m11 0H15M3 3l1 1m8 8 1 1M3 13l1-1m8-8 1-1",
	keys: "M1.5 4h13v8h-13V4Zm3 5.5h7M4 6.5h.1m2.6 0h.1m2.6 0h.1m2.5 0h.1",
	info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-6.5V11m0-6v.1",
	spark: "M8 1.8 9.5 6.5 14.2 8 9.5 9.5 8 14.2 6.5 9.5 1.8 8l4.7-1.5L8 1.8Z",
	down: "M8 3v9m-4-4 4 4.5L12 8",
	file: "M4 1.5h5l3.5 3.5v9.5H4v-13Zm5 0V5h3.5",
	pin: "M8 14.5s-5-4.3-5-8a5 5 0 0 1 10 0c0 3.7-5 8-5 8Zm0-6a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
	press: "M3 3h10v6H3V3Zm4 3 1.2 7 1.6-2.4 2.7-.5L7 6Z",
	person: "M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8Zm-5 6a5 5 0 0 1 10 0",
	filter: "M2 4h12M4.5 8h7M7 12h2",
	bell: "M3.5 11.5c1-1 1-2.5 1-4.5a3.5 3.5 0 0 1 7 0c0 2 0 3.5 1 4.5h-9Zm3 2h3",
	"bell-off": "M3.5 11.5c1-1 1-2.5 1-4.5m1-2.4a3.5 3.5 0 0 1 6 2.4c0 2 0 3.5 1 4.5h-7M6.5 13.5h3M2 2l12 12",
	edit: "m10.5 2.5 3 3L6 13l-3.7.7L3 10l7.5-7.5Z",
} as const;

export type IconName = keyof typeof strokes;

export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
			<path d={strokes[name]} />
		</svg>
	);
}

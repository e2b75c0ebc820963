import { useState } from "preact/hooks";

/** A choice that this browser remembers, where it may. */
export function usePreference(name: string): readonly [string | undefined, (value: string) => void] {
	const [value, setValue] = useState(() => read(name));
	return [
		value,
		(next) => {
			setValue(next);
			remember(name, next);
		},
	];
}

function read(name: string): string | undefined {
	try {
		return localStorage.getItem(`baton.${name}`) ?? undefined;
	} catch {
		return undefined;
	}
}

function remember(name: string, value: string): void {
	try {
		localStorage.setItem(`baton.${name}`, value);
	} catch {
		// A browser that remembers nothing still works.
	}
}

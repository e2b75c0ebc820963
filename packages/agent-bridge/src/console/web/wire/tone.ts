import type { News } from "../model/news.js";

/** Two short notes, made here, so that no file is loaded. Hertz. */
const notes: { readonly [T in News["type"]]: readonly [number, number] } = {
	waiting: [660, 880],
	handed: [880, 660],
	message: [740, 740],
	reminder: [440, 440],
};

let context: AudioContext | undefined;

/** Plays where the browser allows it: once somebody has clicked or typed on the page. */
export function playTone(type: News["type"]): void {
	try {
		context ??= new AudioContext();
		const { currentTime } = context;
		notes[type].forEach((hertz, index) => {
			if (context !== undefined) playNote(context, hertz, currentTime + index * 0.14);
		});
	} catch {
		// A browser without sound still works.
	}
}

function playNote(audio: AudioContext, hertz: number, at: number): void {
	const oscillator = audio.createOscillator();
	const volume = audio.createGain();
	oscillator.frequency.value = hertz;
	volume.gain.setValueAtTime(0.0001, at);
	volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
	volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.13);
	oscillator.connect(volume).connect(audio.destination);
	oscillator.start(at);
	oscillator.stop(at + 0.14);
}

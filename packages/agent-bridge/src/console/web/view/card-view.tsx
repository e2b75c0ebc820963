import type { Card, CardButton, CardFact, Medium } from "../../../content/card.js";
import { useWords } from "../words/words.js";
import { OutLink } from "./out-link.js";
import { TextWithLinks } from "./text-with-links.js";

/** Side by side, to be scrolled sideways where there are many. */
export function Cards({ cards }: { readonly cards: readonly Card[] }) {
	const { transcript } = useWords();
	return (
		<ul
			class="cards"
			aria-label={transcript.cards}
			// Whoever reads by keyboard scrolls here.
			tabIndex={cards.length > 1 ? 0 : undefined}
		>
			{cards.map((card, index) => (
				<li key={index} class="card">
					<CardBody card={card} />
				</li>
			))}
		</ul>
	);
}

function CardBody({ card }: { readonly card: Card }) {
	const { transcript } = useWords();
	const { title, subtitle, text, imageUrl, medium, facts, buttons } = card;
	return (
		<>
			{imageUrl !== undefined && <img src={imageUrl} alt="" loading="lazy" referrerpolicy="no-referrer" />}
			{medium !== undefined && <MediumView medium={medium} name={title} />}
			<div class="card-text">
				{title !== undefined && <strong>{title}</strong>}
				{subtitle !== undefined && <span>{subtitle}</span>}
				{text !== undefined && (
					<span class="card-words">
						<TextWithLinks text={text} />
					</span>
				)}
			</div>
			{facts.length > 0 && <Facts facts={facts} />}
			{buttons.length > 0 && <Choices label={transcript.buttons} choices={buttons} />}
		</>
	);
}

function Facts({ facts }: { readonly facts: readonly CardFact[] }) {
	const { transcript } = useWords();
	return (
		<dl class="card-facts">
			{facts.map(({ name, value, sum }, index) => (
				<div key={index} class={sum === "total" ? "card-total" : undefined}>
					<dt>{sum === undefined ? name : transcript.sums[sum]}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

/** Nothing is fetched before somebody wants to hear or see it. */
export function MediumView({ medium, name }: { readonly medium: Medium; readonly name: string | undefined }) {
	const { transcript } = useWords();
	const label = name ?? transcript.media[medium.kind];
	if (medium.kind === "audio") {
		// biome-ignore lint/a11y/useMediaCaption: what users send has no captions
		return <audio class="medium" src={medium.url} controls preload="none" aria-label={label} />;
	}
	// biome-ignore lint/a11y/useMediaCaption: what users send has no captions
	return <video class="medium" src={medium.url} controls preload="none" aria-label={label} />;
}

/** What the user could press. Nobody presses it here, but what leads somewhere can be looked at. */
export function Choices({
	label,
	choices,
}: {
	readonly label: string;
	readonly choices: readonly CardButton[];
}) {
	return (
		<ul class="choices" aria-label={label}>
			{choices.map(({ title, href }, index) => (
				<li key={index}>{href === undefined ? title : <OutLink href={href}>{title}</OutLink>}</li>
			))}
		</ul>
	);
}

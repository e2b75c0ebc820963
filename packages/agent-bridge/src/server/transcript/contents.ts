import type { Card } from "../../content/card.js";
import { type Content, contentsOf } from "../../content/content.js";
import { linkText } from "../../content/link-text.js";
import type { FrameActivity, Input } from "../../protocol/parts.js";
import { type Html, html } from "./html.js";

/** What was said, in reading order: the same as the console shows. */
export function showContents(said: {
	readonly input: Input;
	readonly activity: FrameActivity;
}): readonly Html[] {
	return contentsOf(said).map(show);
}

function show(content: Content): Html {
	switch (content.type) {
		case "text":
			return html`<p class="text" dir="auto">${showText(content.text)}</p>`;
		case "image":
			return html`<figure><img src="${content.url}" alt="${content.name ?? "Picture"}" loading="lazy"></figure>`;
		case "medium":
			return html`<p>${link(content.url, content.name ?? content.kind)} <span class="kind">${content.kind}</span></p>`;
		case "file":
			return html`<p>${link(content.url, content.name)} <span class="kind">file</span></p>`;
		case "cards":
			return html`<div class="cards">${content.cards.map(showCard)}</div>`;
		case "place":
			return html`<p>${content.name ?? "Place"}: ${content.latitude}, ${content.longitude}</p>`;
		case "choices":
			return html`<ul class="choices">${content.choices.map(({ title }) => html`<li dir="auto">${title}</li>`)}</ul>`;
		case "other":
			return html`<p class="kind">${content.name}</p>`;
	}
}

function showText(text: string): readonly Html[] {
	return linkText(text).map((part) =>
		part.href === undefined ? html`${part.text}` : link(part.href, part.text),
	);
}

function link(href: string, text: string): Html {
	return html`<a href="${href}" rel="noopener noreferrer nofollow" target="_blank" dir="auto">${text}</a>`;
}

function showCard({ title, subtitle, text, imageUrl, medium, facts, buttons }: Card): Html {
	return html`<section class="card">${[
		imageUrl === undefined ? html`` : html`<img src="${imageUrl}" alt="" loading="lazy">`,
		title === undefined ? html`` : html`<h4 dir="auto">${title}</h4>`,
		subtitle === undefined ? html`` : html`<p class="subtitle" dir="auto">${subtitle}</p>`,
		text === undefined ? html`` : html`<p class="text" dir="auto">${showText(text)}</p>`,
		medium === undefined ? html`` : html`<p>${link(medium.url, medium.kind)}</p>`,
		facts.length === 0 ? html`` : html`<dl>${facts.map(showFact)}</dl>`,
		buttons.length === 0
			? html``
			: html`<ul class="choices">${buttons.map((button) => html`<li dir="auto">${button.href === undefined ? html`${button.title}` : link(button.href, button.title)}</li>`)}</ul>`,
	]}</section>`;
}

const sums = { tax: "Tax", total: "Total" } as const;

function showFact({ name, value, sum }: Card["facts"][number]): Html {
	return html`<dt dir="auto">${sum === undefined ? name : sums[sum]}</dt><dd dir="auto">${value}</dd>`;
}

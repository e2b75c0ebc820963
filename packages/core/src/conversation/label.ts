import type { Representative } from "../control/representative.js";
import type { Activity, Entity } from "./activity.js";

const messageType = "https://schema.org/Message";
const generatedMark = "AIGeneratedContent";
const standardMembers: ReadonlySet<string> = new Set(["type", "@type", "@context", "@id", "additionalType"]);

type Labelled = { -readonly [Member in keyof Activity]: Activity[Member] };

/**
 * A copy of an outgoing activity that says who is speaking: `channelData.representative` is exactly the given
 * one, whatever the activity brought along. Text written by a bot also carries the standard mark for generated
 * content, which Teams and others show; what a human says never does.
 *
 * Channel data that is not an object has no place for a label: it moves to `channelData.original`.
 */
export function label(activity: Activity, representative: Representative): Activity {
	const channelData = withRepresentative(activity.channelData, representative);
	const entities = labelEntities(activity, representative);
	const labelled: Labelled =
		entities === undefined ? { channelData, ...activity } : { channelData, entities, ...activity };
	labelled.channelData = channelData;
	if (entities !== undefined) labelled.entities = entities;
	return labelled;
}

/** On the way of every answer: naming a member before the spread costs a tenth of adding it afterwards. */
function withRepresentative(channelData: unknown, representative: Representative): object {
	if (channelData === undefined || channelData === null) return { representative };
	if (typeof channelData !== "object" || Array.isArray(channelData))
		return { original: channelData, representative };
	const labelled: { representative: Representative } = { representative, ...channelData };
	labelled.representative = representative;
	return labelled;
}

function labelEntities(
	{ type, entities }: Activity,
	{ representativeType }: Representative,
): readonly Entity[] | undefined {
	if (representativeType === "HUMAN") return entities?.some(isMarked) ? entities.flatMap(unmark) : entities;
	if (type !== "message" || entities?.some(isMarked)) return entities;
	return markGenerated(entities ?? []);
}

/** A message may have one entity of this type: one that is there, with citations for instance, gets the mark. */
function markGenerated(entities: readonly Entity[]): readonly Entity[] {
	const place = entities.findIndex(isMessage);
	const found = entities[place];
	if (found === undefined) return [...entities, generatedContent()];
	return entities.with(place, { ...found, additionalType: [...typesOf(found), generatedMark] });
}

function generatedContent(): Entity {
	return {
		type: messageType,
		"@type": "Message",
		"@context": "https://schema.org",
		additionalType: [generatedMark],
	};
}

/** Takes the mark away, and the entity with it if it says nothing else. */
function unmark(entity: Entity): readonly Entity[] {
	if (!isMarked(entity)) return [entity];
	const additionalType = typesOf(entity).filter((type) => type !== generatedMark);
	const saysMore =
		additionalType.length > 0 || Object.keys(entity).some((member) => !standardMembers.has(member));
	return saysMore ? [{ ...entity, additionalType }] : [];
}

function isMarked(entity: Entity): boolean {
	return isMessage(entity) && typesOf(entity).includes(generatedMark);
}

function isMessage(entity: Entity): boolean {
	return entity?.type === messageType;
}

function typesOf({ additionalType }: Entity): readonly unknown[] {
	if (additionalType === undefined) return [];
	return Array.isArray(additionalType) ? additionalType : [additionalType];
}
